// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io.nrrd;

import io.github.medsam2.io.voxel.HeaderFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The unit of lengths in an NRRD header; lengths without one are millimetres, as everybody does.
 */
final class NrrdUnits {
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|([^\\s\"]+)");

  private NrrdUnits() {}

  /** Millimetres of one unit, the same for all axes of space. */
  static double millimetres(HeaderFields fields, NrrdAxes axes) {
    List<Double> scales = new ArrayList<>();
    words(fields, "space units").forEach(unit -> scales.add(scale(fields, unit)));
    List<String> units = words(fields, "units");
    if (!units.isEmpty() && units.size() != axes.dimension()) {
      throw fields.refusal(
          "units", axes.dimension() + " units in quotes", units.size() + "", "correct it");
    }
    // Units of axes that do not run through space, such as seconds, change no length.
    IntStream.range(0, units.size())
        .filter(axes.axes()::contains)
        .forEach(i -> scales.add(scale(fields, units.get(i))));
    List<Double> different = scales.stream().distinct().toList();
    if (different.size() > 1) {
      throw fields.refusal("space units", "one unit for all axes", "several", "convert to mm");
    }
    return different.isEmpty() ? 1 : different.get(0);
  }

  private static List<String> words(HeaderFields fields, String name) {
    return WORD.matcher(fields.text(name).orElse("")).results().map(NrrdUnits::word).toList();
  }

  private static String word(MatchResult m) {
    return m.group(1) == null ? m.group(2) : m.group(1).strip();
  }

  private static double scale(HeaderFields fields, String unit) {
    return switch (unit.toLowerCase(Locale.ROOT)) {
      case "", "none", "???" -> 1;
      case "mm", "millimeter", "millimeters", "millimetre", "millimetres" -> 1;
      case "um", "micron", "microns", "micrometer", "micrometers", "micrometre", "micrometres" ->
          1e-3;
      case "nm", "nanometer", "nanometers", "nanometre", "nanometres" -> 1e-6;
      case "cm", "centimeter", "centimeters", "centimetre", "centimetres" -> 10;
      case "m", "meter", "meters", "metre", "metres" -> 1000;
      default ->
          throw fields.refusal("space units", "mm, um, nm, cm or m", "another", "convert to mm");
    };
  }
}
