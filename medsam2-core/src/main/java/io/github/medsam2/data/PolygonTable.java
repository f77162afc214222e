// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.data;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.image.Mask;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A folder of images with a table of outlines: each line of {@code polygons.tsv} holds the number
 * of an image, a category, and {@code x y x y ...} of a polygon in pixels, divided by tabs. Image 7
 * is {@code 7.png} or {@code 7.jpg}; images without a line are left out.
 */
public final class PolygonTable {
  /** The name of the table. */
  public static final String NAME = "polygons.tsv";

  private PolygonTable() {}

  /**
   * Reads the table. Ids are the numbers, groups are the ids; images are read when asked for.
   *
   * @throws FormatException naming the line that is not of this form, or has no image
   */
  public static SampleSet read(Path folder, Labelling labelling) {
    Map<String, List<Outlined.Outline>> outlines = new LinkedHashMap<>();
    try (BufferedReader lines = Files.newBufferedReader(folder.resolve(NAME))) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        add(outlines, number, line);
      }
    } catch (IOException | UncheckedIOException e) {
      throw new MedSam2Exception(
          NAME, "a readable table", e.getClass().getSimpleName(), "check path and rights", e);
    }
    List<Outlined> images = new ArrayList<>();
    outlines.forEach((id, regions) -> images.add(new Outlined(id, image(folder, id), regions)));
    return new OutlinedSet(images, labelling);
  }

  private static void add(Map<String, List<Outlined.Outline>> all, int number, String line) {
    String[] parts = line.split("\t", -1);
    if (parts.length != 3 || !parts[0].matches("[0-9]{1,9}")) {
      throw refused(number, "image, category, corners", parts.length + " columns");
    }
    double[] xy;
    try {
      xy = Arrays.stream(parts[2].trim().split(" +")).mapToDouble(Double::parseDouble).toArray();
    } catch (NumberFormatException e) {
      throw refused(number, "corners as numbers", "another word");
    }
    if (xy.length < 6 || xy.length % 2 != 0) {
      throw refused(number, "x and y of at least 3 corners", xy.length + " numbers");
    }
    all.computeIfAbsent(parts[0], k -> new ArrayList<>())
        .add(new Outlined.Outline(parts[1], (w, h) -> Mask.ofPolygon(w, h, xy)));
  }

  private static Path image(Path folder, String id) {
    return Stream.of(".png", ".jpg", ".jpeg")
        .map(ending -> folder.resolve(id + ending))
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(
            () ->
                new FormatException(
                    NAME, "an image for each line", "none of number " + id, "add the image"));
  }

  private static FormatException refused(int number, String expected, String found) {
    return new FormatException(NAME + ", line " + number, expected, found, "correct the line");
  }
}
