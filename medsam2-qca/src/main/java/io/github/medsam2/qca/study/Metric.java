// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.study;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/** A number of a lesion that is compared, and how far two readers differ in it (Ito 2019). */
enum Metric {
  STENOSIS("Diameter stenosis", "%", 1, 5.25, 10.10, l -> OptionalDouble.of(l.stenosis())),
  MLD("Minimal lumen diameter", "mm", 3, 0.098, 0.271, StudyCase.Lesion::mldMm),
  RVD("Reference vessel diameter", "mm", 3, 0.246, 0.307, StudyCase.Lesion::rvdMm);

  final String label;
  final String unit;
  final int digits;

  /** SD of the difference of two experts on a frame chosen beforehand. */
  final double readersSameFrame;

  /** The same when each chooses the frame. */
  final double readersOwnFrame;

  @SuppressWarnings("ImmutableEnumChecker") // a method of a record
  private final Function<StudyCase.Lesion, OptionalDouble> value;

  Metric(
      String label,
      String unit,
      int digits,
      double readersSameFrame,
      double readersOwnFrame,
      Function<StudyCase.Lesion, OptionalDouble> value) {
    this.label = label;
    this.unit = unit;
    this.digits = digits;
    this.readersSameFrame = readersSameFrame;
    this.readersOwnFrame = readersOwnFrame;
    this.value = value;
  }

  boolean hasTruth(StudyCase c) {
    return !c.truth().occluded() && value.apply(c.truth()).isPresent();
  }

  boolean isPaired(StudyCase c) {
    return hasTruth(c)
        && c.measured().filter(m -> !m.occluded() && value.apply(m).isPresent()).isPresent();
  }

  /** Of cases that have it. */
  double[] truth(List<StudyCase> cases) {
    return cases.stream().mapToDouble(c -> value.apply(c.truth()).orElseThrow()).toArray();
  }

  /** Of cases that are paired. */
  double[] measured(List<StudyCase> cases) {
    return cases.stream()
        .mapToDouble(c -> value.apply(c.measured().orElseThrow()).orElseThrow())
        .toArray();
  }
}
