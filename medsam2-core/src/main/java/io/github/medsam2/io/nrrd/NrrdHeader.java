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
import java.util.Locale;
import java.util.Optional;

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

  /** Reads a header, up to the empty line that ends it or, if detached, the end of the file. */
  static NrrdHeader read(Input in) throws IOException {
    HeaderFields fields = NrrdFields.read(in);
    NrrdAxes axes = NrrdAxes.of(fields);
    SampleType type = type(fields);
    long byteSkip = skip(fields, "byte skip", "byteskip");
    long lineSkip = skip(fields, "line skip", "lineskip");
    boolean gzip = gzip(fields);
    if (byteSkip < (gzip ? 0 : -1)) {
      throw fields.refusal(
          "byte skip", "at least 0, or -1 with raw data", byteSkip + "", "correct it");
    }
    if (lineSkip < 0) {
      throw fields.refusal("line skip", "at least 0", lineSkip + "", "correct it");
    }
    return new NrrdHeader(
        VoxelLayout.unscaled(axes.size(), type, order(fields, type)),
        NrrdSpace.geometry(fields, axes),
        gzip,
        lineSkip,
        byteSkip,
        fields.synonym("data file", "datafile"));
  }

  private static long skip(HeaderFields fields, String name, String other) {
    fields.synonym(name, other);
    return fields.whole(name, fields.whole(other, 0));
  }

  private static SampleType type(HeaderFields fields) {
    if (fields.required("type").equalsIgnoreCase("block")) {
      throw fields.refusal("type", "numbers", "blocks of bytes", "convert them to numbers");
    }
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
      case "ascii", "text", "txt" -> throw encoding(fields, "text");
      case "hex" -> throw encoding(fields, "hexadecimal digits");
      case "bzip2", "bz2" -> throw encoding(fields, "bzip2");
      default -> throw encoding(fields, "another one");
    };
  }

  private static FormatException encoding(HeaderFields fields, String found) {
    return fields.refusal("encoding", "raw or gzip", found, "save the file with gzip encoding");
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
