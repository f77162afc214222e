// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.data;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Samples by number. Only names are asked for all of them at once; images and masks may be read
 * when a sample is asked for. Implementations are thread-safe, and give the same whenever asked.
 */
public interface SampleSet {

  /** How many there are. */
  int size();

  /** The id of a sample, unique in the set. */
  String id(int index);

  /** The group of a sample. */
  String group(int index);

  /** A sample. */
  Sample get(int index);

  /**
   * These samples with a name before every id and group, so that sets whose ids are alike can stand
   * beside each other. A patient of two sets is then taken for two.
   */
  default SampleSet named(String name) {
    return new NamedSet(name, this);
  }

  /** These samples, then others. */
  default SampleSet and(SampleSet others) {
    return new JoinedSet(this, others);
  }

  /** The samples from one number to before another. */
  default SampleSet part(int from, int to) {
    return new SamplePart(this, IntStream.range(from, to).boxed().toList());
  }

  /**
   * Some of these samples, in their order.
   *
   * @param kept of the numbers of samples; asked once for each
   */
  default SampleSet where(IntPredicate kept) {
    return new SamplePart(this, IntStream.range(0, size()).filter(kept).boxed().toList());
  }

  /**
   * These samples with each object changed: described otherwise, for example.
   *
   * @param change gives the same whenever asked
   */
  default SampleSet mapped(UnaryOperator<SampleObject> change) {
    return changed(
        (index, s) ->
            new Sample(s.id(), s.group(), s.frames(), s.objects().stream().map(change).toList()));
  }

  /**
   * These samples, each changed: with other objects, for example.
   *
   * @param change of a sample and its number, leaves id and group and gives the same whenever asked
   */
  default SampleSet changed(BiFunction<Integer, Sample, Sample> change) {
    return new MappedSet(this, change);
  }

  /** Samples held in memory. */
  static SampleSet of(List<Sample> samples) {
    return new SampleList(samples);
  }
}
