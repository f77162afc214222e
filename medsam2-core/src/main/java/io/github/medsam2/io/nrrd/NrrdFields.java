// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io.nrrd;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.io.voxel.HeaderFields;
import io.github.medsam2.io.voxel.Input;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of an NRRD header. All names of the format are known, so a misspelt one is refused as
 * the format demands; what is known is read, changes neither values nor places, or is refused.
 */
final class NrrdFields {
  private static final List<String> READ =
      List.of(
          "type",
          "dimension",
          "sizes",
          "endian",
          "encoding",
          "kinds",
          "space",
          "space dimension",
          "space directions",
          "space origin",
          "space units",
          "units",
          "spacings",
          "line skip",
          "lineskip",
          "byte skip",
          "byteskip",
          "data file",
          "datafile");

  /** What would change a value or a place and is not honoured. */
  private static final List<String> REFUSED =
      List.of(
          "axis mins",
          "axismins",
          "axis maxs",
          "axismaxs",
          "old min",
          "oldmin",
          "old max",
          "oldmax",
          "centers",
          "centerings");

  /**
   * What says nothing about a scalar's value or place: the frame of vectors and tensors, how thick
   * a slice was measured (its distance to the next is the spacing), the range and unit of samples.
   */
  private static final List<String> SILENT =
      List.of(
          "measurement frame",
          "thicknesses",
          "min",
          "max",
          "sample units",
          "sampleunits",
          "content",
          "labels",
          "number",
          "block size",
          "blocksize");

  private static final Set<String> KNOWN = known();

  private NrrdFields() {}

  private static Set<String> known() {
    Set<String> known = new HashSet<>(READ);
    known.addAll(REFUSED);
    known.addAll(SILENT);
    return Set.copyOf(known);
  }

  /** Reads a header, up to the empty line that ends it or, if detached, the end of the file. */
  static HeaderFields read(Input in) throws IOException {
    String first = in.startsWith('N', 'R', 'R', 'D', '0', '0', '0') ? in.line() : null;
    if (first == null || !first.strip().matches("NRRD000[1-5]")) {
      throw new FormatException(
          NrrdHeader.FORMAT,
          "NRRD0001 to NRRD0005 in its first line",
          "other text",
          "give an NRRD file");
    }
    HeaderFields fields = new HeaderFields(NrrdHeader.FORMAT, KNOWN);
    int number = 2;
    for (String line = in.line(); line != null && !line.isEmpty(); line = in.line()) {
      put(fields, line, number++);
    }
    refuse(fields);
    return fields;
  }

  private static void put(HeaderFields fields, String line, int number) {
    int colon = line.indexOf(':');
    boolean comment = line.startsWith("#");
    if (colon < 0 && !comment) {
      throw new FormatException(
          NrrdHeader.FORMAT,
          "header lines 'name: value'",
          "line " + number + " without a colon",
          "check the file");
    }
    if (comment || line.startsWith(":=", colon)) {
      return;
    }
    String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
    if (!fields.isKnown(name)) {
      // Not quoted: what is no field of the format may name a patient.
      throw new FormatException(
          NrrdHeader.FORMAT + ", line " + number,
          "a field of the format",
          "an unknown name before the colon",
          "correct its spelling, or write ':=' behind names of your own");
    }
    fields.put(name, line.substring(colon + 1));
  }

  private static void refuse(HeaderFields fields) {
    for (String name : List.of("axis mins", "axismins", "axis maxs", "axismaxs")) {
      if (isSaid(fields.text(name))) {
        throw fields.refusal(name, "spacings or space directions", "ends", "save it with those");
      }
    }
    for (String name : List.of("old min", "oldmin", "old max", "oldmax")) {
      if (isSaid(fields.text(name))) {
        throw fields.refusal(
            name,
            "values as they were measured",
            "quantised ones",
            "unquantise the file, or remove the field to work with the stored values");
      }
    }
    boolean nodes =
        fields
                .synonym("centers", "centerings")
                .filter(t -> t.toLowerCase(Locale.ROOT).contains("node"))
                .isPresent()
            && fields.text("space directions").isEmpty()
            && fields.text("space origin").isEmpty();
    if (nodes) {
      throw fields.refusal("centerings", "cell or none", "node", "save it with a space origin");
    }
  }

  /** Whether a number is there that is not NaN, the format's word for unknown. */
  private static boolean isSaid(Optional<String> text) {
    return text.filter(t -> !t.matches("(?i)(nan|\\s)*")).isPresent();
  }
}
