// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io.nrrd;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.image.Geometry;
import io.github.medsam2.io.voxel.HeaderFields;
import io.github.medsam2.io.voxel.Input;
import io.github.medsam2.io.voxel.SampleType;
import io.github.medsam2.io.voxel.VoxelLayout;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What an NRRD header says about its data.
 *
 * @param lineSkip lines to pass over before the data, before decompression
 * @param byteSkip bytes to pass over before the data, after decompression; -1 for data at the end
 * @param dataFile the name of the data file, if it is not this one
 */
record NrrdHeader(
    VoxelLayout layout,
    Geometry geometry,
    boolean gzip,
    long lineSkip,
    long byteSkip,
    Optional<String> dataFile) {
  static final String FORMAT = "NRRD file";

  private static final Set<String> KNOWN =
      Set.of(
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
          "datafile",
          "axis mins",
          "axismins",
          "axis maxs",
          "axismaxs",
          "centers",
          "centerings",
          "block size",
          "blocksize");

  /** Reads a header, up to the empty line that ends it or, if detached, the end of the file. */
  static NrrdHeader read(Input in) throws IOException {
    HeaderFields fields = fields(in);
    refuseUnread(fields);
    NrrdAxes axes = NrrdAxes.of(fields);
    SampleType type = type(fields);
    long byteSkip = fields.whole("byte skip", fields.whole("byteskip", 0));
    boolean gzip = gzip(fields);
    if (byteSkip < (gzip ? 0 : -1)) {
      throw fields.refusal(
          "byte skip", "at least 0, or -1 with raw data", byteSkip + "", "correct it");
    }
    return new NrrdHeader(
        VoxelLayout.unscaled(axes.size(), type, order(fields, type)),
        NrrdSpace.geometry(fields, axes),
        gzip,
        fields.whole("line skip", fields.whole("lineskip", 0)),
        byteSkip,
        fields.text("data file", "datafile"));
  }

  /** Fields that change where a voxel lies or what it holds, and which nothing here honours. */
  private static void refuseUnread(HeaderFields fields) {
    for (String name : List.of("axis mins", "axismins", "axis maxs", "axismaxs")) {
      boolean said = fields.text(name).filter(text -> !text.matches("(?i)(nan|\\s)*")).isPresent();
      if (said) {
        throw fields.refusal(name, "spacings or space directions", "ends", "save it with those");
      }
    }
    boolean cells =
        fields.text("centers", "centerings").filter(t -> t.contains("node")).isPresent()
            && fields.text("space directions").isEmpty()
            && fields.text("space origin").isEmpty();
    if (cells) {
      throw fields.refusal("centerings", "cell or none", "node", "save it with a space origin");
    }
  }

  private static HeaderFields fields(Input in) throws IOException {
    if (!in.startsWith('N', 'R', 'R', 'D', '0', '0', '0')) {
      throw new FormatException(
          FORMAT, "NRRD0001 to NRRD0005 in its first line", "other text", "give an NRRD file");
    }
    HeaderFields fields = new HeaderFields(FORMAT, KNOWN);
    in.line();
    for (String line = in.line(); line != null && !line.isEmpty(); line = in.line()) {
      int colon = line.indexOf(':');
      boolean comment = line.startsWith("#");
      if (colon < 0 && !comment) {
        throw new FormatException(
            FORMAT, "header lines 'name: value'", "a line without a colon", "check the file");
      }
      boolean userValue = !comment && line.startsWith(":=", colon);
      if (!comment && !userValue) {
        String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        fields.put(name, line.substring(colon + 1));
      }
    }
    return fields;
  }

  private static SampleType type(HeaderFields fields) {
    return SampleType.ofNrrd(fields.required("type").toLowerCase(Locale.ROOT))
        .orElseThrow(
            () ->
                fields.refusal(
                    "type", "an integer or real type", "another one", "convert the volume"));
  }

  private static ByteOrder order(HeaderFields fields, SampleType type) {
    if (type.bytes() == 1) {
      return ByteOrder.LITTLE_ENDIAN;
    }
    return switch (fields.required("endian").toLowerCase(Locale.ROOT)) {
      case "little" -> ByteOrder.LITTLE_ENDIAN;
      case "big" -> ByteOrder.BIG_ENDIAN;
      default -> throw fields.refusal("endian", "little or big", "another word", "correct it");
    };
  }

  private static boolean gzip(HeaderFields fields) {
    return switch (fields.required("encoding").toLowerCase(Locale.ROOT)) {
      case "raw" -> false;
      case "gzip", "gz" -> true;
      default ->
          throw fields.refusal(
              "encoding", "raw or gzip", "another one", "save the file with gzip encoding");
    };
  }

  /** Moves an input to the first voxel. */
  void skipTo(Input in) throws IOException {
    for (long i = 0; i < lineSkip; i++) {
      if (in.line() == null) {
        throw new EOFException();
      }
    }
    if (gzip) {
      in.gunzip();
    }
    in.skip(byteSkip >= 0 ? byteSkip : in.left() - layout.bytes());
  }
}
