// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.data.coronary;

import io.github.medsam2.data.Labelling;
import io.github.medsam2.data.PolygonTable;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.prompt.coronary.CoronaryPrompt;
import io.github.medsam2.prompt.coronary.SegmentReference;
import io.github.medsam2.prompt.coronary.SegmentScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The coronary angiograms of ARCADE (Popov et al., Sci Data 11:20, 2024): images of 512 by 512 with
 * outlines of SYNTAX segments, or of stenoses. No view and no patient is told: an image is its own
 * group, although some stand in both of the data set's tasks.
 */
public final class Arcade {
  /** SYNTAX ids by category number, from 1 on. */
  private static final List<String> SEGMENTS =
      List.of(
          "1", "2", "3", "4", "5", "6", "7", "8", "9", "9a", "10", "10a", "11", "12", "12a", "13",
          "14", "14a", "15", "16", "16a", "16b", "16c", "12b", "14b");

  private static final String STENOSIS = "26";

  private Arcade() {}

  /**
   * Images with their segments, each described by its SYNTAX id.
   *
   * @param folder with {@link PolygonTable#NAME}
   */
  public static SampleSet segments(Path folder) {
    return PolygonTable.read(folder, new Labelling(Arcade::segment, true));
  }

  /**
   * Images with their stenoses, each an object that nothing is said of.
   *
   * @param folder with {@link PolygonTable#NAME}
   */
  public static SampleSet stenoses(Path folder) {
    return PolygonTable.read(folder, Labelling.none());
  }

  private static Optional<CoronaryPrompt> segment(String category) {
    if (category.equals(STENOSIS)) {
      return Optional.empty();
    }
    int number = category.matches("[0-9]{1,2}") ? Integer.parseInt(category) : 0;
    if (number < 1 || number > SEGMENTS.size()) {
      throw new InvalidInputException(
          "category of ARCADE", "1 to " + STENOSIS, "another", "correct the table");
    }
    SegmentReference segment = SegmentScheme.SYNTAX.segment(SEGMENTS.get(number - 1));
    return Optional.of(
        new CoronaryPrompt(
            Optional.of(segment), Optional.empty(), Optional.empty(), segment.render()));
  }
}
