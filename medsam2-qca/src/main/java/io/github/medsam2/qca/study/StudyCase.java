// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.study;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.prompt.coronary.ViewAngle;
import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.stats.GroupSplit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * One lesion of a study: what is true, and what was read.
 *
 * @param item its pseudonyms, as in the split
 * @param phase such as {@code PRE} or {@code FINAL}; constant predictors differ by it
 * @param segment the true segment
 * @param view the direction, if known
 * @param truth the reference
 * @param measured what was measured; empty where nothing could be
 * @param naming how the segment was named; empty where it was not asked for
 * @param groups further subgroups it belongs to, name to value, as {@code stent} to {@code yes}
 */
public record StudyCase(
    GroupSplit.Item item,
    String phase,
    CassSegment segment,
    Optional<ViewAngle> view,
    Lesion truth,
    Optional<Lesion> measured,
    Optional<Naming> naming,
    Map<String, String> groups) {

  /** Copies the map. */
  public StudyCase {
    groups = Collections.unmodifiableMap(new TreeMap<>(groups));
  }

  /** A case that was measured, in one phase, without naming and further groups. */
  public static StudyCase of(
      GroupSplit.Item item, CassSegment segment, Lesion truth, Optional<Lesion> measured) {
    return new StudyCase(
        item, "all", segment, Optional.empty(), truth, measured, Optional.empty(), Map.of());
  }

  /**
   * The numbers of a lesion.
   *
   * @param mldMm minimal lumen diameter, if in millimetres
   * @param rvdMm reference vessel diameter, if in millimetres
   * @param stenosis diameter stenosis, percent; 100 is an occlusion
   */
  public record Lesion(OptionalDouble mldMm, OptionalDouble rvdMm, double stenosis) {

    /** Checks that the numbers are finite. */
    public Lesion {
      if (!Double.isFinite(stenosis + mldMm.orElse(0) + rvdMm.orElse(0)) || stenosis > 100) {
        throw new InvalidInputException(
            "lesion of a study",
            "finite numbers and a stenosis of at most 100 percent",
            stenosis + " percent",
            "leave out what was not measured");
      }
    }

    /** A lesion in millimetres. */
    public static Lesion of(double mldMm, double rvdMm, double stenosis) {
      return new Lesion(OptionalDouble.of(mldMm), OptionalDouble.of(rvdMm), stenosis);
    }

    /** Whether there is no lumen: then it has no diameter to compare. */
    boolean occluded() {
      return stenosis == 100;
    }
  }

  /**
   * How the segment was named.
   *
   * @param answers by falling probability, at least one
   * @param confidence probability of the first, 0 to 1
   * @param abstained whether the reader would rather not say
   */
  public record Naming(List<CassSegment> answers, double confidence, boolean abstained) {

    /** Copies the list and checks the range. */
    public Naming {
      answers = List.copyOf(answers);
      if (answers.isEmpty() || !(confidence >= 0 && confidence <= 1)) {
        throw new InvalidInputException(
            "naming of a study",
            "an answer and a confidence of 0 to 1",
            answers.size() + " answers, " + confidence,
            "correct it, or leave the naming out");
      }
    }
  }
}
