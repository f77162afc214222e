// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.data.coronary;

import io.github.medsam2.data.CocoFile;
import io.github.medsam2.data.Labelling;
import io.github.medsam2.data.PolygonTable;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.prompt.coronary.CoronaryPrompt;
import io.github.medsam2.prompt.coronary.SegmentReference;
import io.github.medsam2.prompt.coronary.SegmentScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

  private static final int STENOSIS = 26;

  private Arcade() {}

  /**
   * Images with their segments, each described by its SYNTAX id.
   *
   * @param folder as published, with {@code annotations} and {@code images}, or with {@link
   *     PolygonTable#NAME}
   */
  public static SampleSet segments(Path folder) {
    return read(folder, new Labelling(Arcade::byNumber, true), new Labelling(Arcade::byName, true));
  }

  /**
   * Images with their stenoses, each an object that nothing is said of.
   *
   * @param folder as for {@link #segments}
   */
  public static SampleSet stenoses(Path folder) {
    return read(folder, Labelling.none(), Labelling.none());
  }

  private static SampleSet read(Path folder, Labelling numbers, Labelling names) {
    if (Files.exists(folder.resolve(PolygonTable.NAME))) {
      return PolygonTable.read(folder, numbers);
    }
    try (Stream<Path> files = Files.list(folder.resolve("annotations"))) {
      List<Path> tables = files.filter(f -> f.toString().endsWith(".json")).toList();
      if (tables.size() == 1) {
        return CocoFile.read(tables.get(0), folder.resolve("images"), names);
      }
    } catch (IOException notAFolder) {
      // refused below
    }
    throw new InvalidInputException(
        "folder of ARCADE",
        "one file annotations/*.json, or " + PolygonTable.NAME,
        "neither",
        "give a folder such as arcade/syntax/train");
  }

  private static Optional<CoronaryPrompt> byNumber(String category) {
    int number = category.matches("[0-9]{1,2}") ? Integer.parseInt(category) : 0;
    if (number < 1 || number > STENOSIS) {
      throw new InvalidInputException(
          "category of ARCADE", "1 to " + STENOSIS, "another", "correct the table");
    }
    return number == STENOSIS ? Optional.empty() : byName(SEGMENTS.get(number - 1));
  }

  private static Optional<CoronaryPrompt> byName(String category) {
    if (category.equals("stenosis")) {
      return Optional.empty();
    }
    SegmentReference segment = SegmentScheme.SYNTAX.segment(category);
    return Optional.of(
        new CoronaryPrompt(
            Optional.of(segment), Optional.empty(), Optional.empty(), segment.render()));
  }
}
