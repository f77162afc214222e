// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io.meta;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.image.Geometry;
import io.github.medsam2.io.voxel.GridSize;
import io.github.medsam2.io.voxel.HeaderFields;
import io.github.medsam2.io.voxel.Input;
import io.github.medsam2.io.voxel.SampleType;
import io.github.medsam2.io.voxel.VoxelLayout;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * What a MetaImage header says about its data.
 *
 * @param compressed whether the data is a zlib stream
 * @param headerSize bytes before the data in its file; -1 for data at the end
 */
record MetaHeader(
    VoxelLayout layout,
    Geometry geometry,
    boolean compressed,
    long headerSize,
    HeaderFields fields) {
  static final String FORMAT = "MetaImage file";

  private static final String DATA_FILE = "ElementDataFile";
  private static final Set<String> KNOWN =
      Set.of(
          "NDims",
          "DimSize",
          "ElementType",
          "ElementSpacing",
          "ElementSize",
          "Offset",
          "Origin",
          "Position",
          "TransformMatrix",
          "Rotation",
          "Orientation",
          "BinaryData",
          "BinaryDataByteOrderMSB",
          "ElementByteOrderMSB",
          "CompressedData",
          "HeaderSize",
          "ElementNumberOfChannels",
          "ElementToIntensityFunctionSlope",
          "ElementToIntensityFunctionOffset",
          "ObjectType",
          "DistanceUnits",
          "CenterOfRotation",
          "AnatomicalOrientation",
          DATA_FILE);

  /** Reads a header up to the line that names the data. */
  static MetaHeader read(Input in) throws IOException {
    HeaderFields fields = fields(in);
    requireImage(fields);
    requireScalars(fields);
    long rank = fields.wholes("NDims", 1)[0];
    if (rank != 2 && rank != 3) {
      throw fields.refusal("NDims", "2 or 3", rank + "", "split the file into volumes");
    }
    long headerSize = fields.whole("HeaderSize", 0);
    boolean compressed = fields.flag(false, "CompressedData");
    if (headerSize < (compressed ? 0 : -1)) {
      throw fields.refusal("HeaderSize", "at least 0, or -1", headerSize + "", "correct it");
    }
    if (headerSize > 0 && fields.required(DATA_FILE).equalsIgnoreCase("LOCAL")) {
      throw fields.refusal(
          "HeaderSize", "0 or -1 where the data follows", headerSize + "", "remove the field");
    }
    return new MetaHeader(
        layout(fields, (int) rank),
        MetaSpace.geometry(fields, (int) rank),
        compressed,
        headerSize,
        fields);
  }

  private static HeaderFields fields(Input in) throws IOException {
    HeaderFields fields = new HeaderFields(FORMAT, KNOWN);
    while (fields.text(DATA_FILE).isEmpty()) {
      String line = in.line();
      int equals = line == null ? -1 : line.indexOf('=');
      if (line == null || equals < 0) {
        throw new FormatException(
            FORMAT,
            "header lines 'name = value' up to " + DATA_FILE,
            line == null ? "the end of the file" : "a line without '='",
            "give a MetaImage file");
      }
      fields.put(line.substring(0, equals).strip(), line.substring(equals + 1));
    }
    return fields;
  }

  private static void requireImage(HeaderFields fields) {
    if (!fields.text("ObjectType").orElse("Image").equalsIgnoreCase("Image")) {
      throw fields.refusal("ObjectType", "Image", "another object", "give an image");
    }
  }

  private static void requireScalars(HeaderFields fields) {
    if (!fields.flag(true, "BinaryData")) {
      throw fields.refusal("BinaryData", "True", "text", "save the file as binary");
    }
    if (fields.whole("ElementNumberOfChannels", 1) != 1) {
      throw fields.refusal("ElementNumberOfChannels", "1", "more", "convert to scalars");
    }
    requireReal(fields, "ElementToIntensityFunctionSlope", 1);
    requireReal(fields, "ElementToIntensityFunctionOffset", 0);
  }

  private static void requireReal(HeaderFields fields, String name, double only) {
    Optional<String> text = fields.text(name);
    if (text.isPresent() && fields.reals(name, text.get(), 1)[0] != only) {
      throw fields.refusal(name, "unscaled values", "scaled ones", "apply the scale");
    }
  }

  private static VoxelLayout layout(HeaderFields fields, int rank) {
    long[] sizes = fields.wholes("DimSize", rank);
    // MetaIO's long has 4 bytes on every machine.
    String name = fields.required("ElementType").replaceAll("^MET_(U?)LONG$", "MET_$1INT");
    SampleType type =
        SampleType.ofMeta(name)
            .orElseThrow(
                () ->
                    fields.refusal(
                        "ElementType", "a scalar type", "another one", "convert the volume"));
    boolean big = fields.flag(false, "BinaryDataByteOrderMSB", "ElementByteOrderMSB");
    return VoxelLayout.unscaled(
        new GridSize(sizes[0], sizes[1], rank == 2 ? 1 : sizes[2]),
        type,
        big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
  }

  /** Whether the data follows in the same file. */
  boolean isLocal() {
    return fields.required(DATA_FILE).equalsIgnoreCase("LOCAL");
  }

  /** The data file beside a header. */
  Path dataFile(Path header) {
    return fields.dataFile(header, fields.required(DATA_FILE));
  }
}
