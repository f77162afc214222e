// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io.meta;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.file.AtomicFiles;
import io.github.medsam2.file.ReadLimits;
import io.github.medsam2.image.Volume;
import io.github.medsam2.io.voxel.Input;
import io.github.medsam2.io.voxel.SampleType;
import io.github.medsam2.io.voxel.VoxelLayout;
import io.github.medsam2.io.voxel.VoxelOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * MetaImage volumes, the format of ITK: {@code .mha}, and {@code .mhd} with a data file.
 *
 * <pre>
 * file   --> line*, "ElementDataFile = LOCAL", data
 * header --> line*, "ElementDataFile = " name
 * line   --> name " = " value
 * data   --> voxels, x fastest, as they are or as one zlib stream
 * </pre>
 *
 * Positions are LPS. Read are both byte orders, compressed or not, two or three axes. Types wider
 * than 16 bits become FLOAT32, INT8 becomes INT16. Written is uncompressed. Several channels, text,
 * scaled values and lists of data files are refused.
 */
public final class MetaImage {

  private MetaImage() {}

  /** Reads a volume within {@link ReadLimits#defaults()}. */
  public static Volume read(Path file) {
    return read(file, ReadLimits.defaults());
  }

  /**
   * Reads a volume.
   *
   * @param file a {@code .mha} or {@code .mhd}
   * @throws FormatException if the file is damaged, not of this format, or beyond the limits
   */
  public static Volume read(Path file, ReadLimits limits) {
    return Input.read(
        file,
        MetaHeader.FORMAT,
        in -> {
          MetaHeader header = MetaHeader.read(in);
          if (header.isLocal()) {
            return voxels(in, header, limits);
          }
          Path data = header.dataFile(file);
          return Input.read(data, MetaHeader.FORMAT, input -> voxels(input, header, limits));
        });
  }

  private static Volume voxels(Input in, MetaHeader header, ReadLimits limits) throws IOException {
    VoxelLayout layout = header.layout();
    long skip = header.headerSize();
    if (skip == -1) {
      skip = in.left() - layout.bytes();
    }
    in.skip(skip);
    if (header.compressed()) {
      in.inflate();
    }
    return layout.read(in, header.geometry(), limits);
  }

  /**
   * Writes a volume, replacing an existing file.
   *
   * @param file a {@code .mha}, or a {@code .mhd} to have the data beside it in {@code .raw}
   */
  public static void write(Path file, Volume volume) {
    String name = file.getFileName().toString();
    if (name.toLowerCase(Locale.ROOT).endsWith(".mhd")) {
      String data = name.substring(0, name.length() - 4) + ".raw";
      AtomicFiles.writePair(
          file.resolveSibling(data),
          out -> VoxelOutput.write(volume, out),
          file,
          out -> out.write(header(volume, data)),
          MetaHeader.FORMAT);
    } else {
      AtomicFiles.write(
          file,
          MetaHeader.FORMAT,
          out -> {
            out.write(header(volume, "LOCAL"));
            VoxelOutput.write(volume, out);
          });
    }
  }

  private static byte[] header(Volume volume, String dataFile) {
    String text =
        "ObjectType = Image\n"
            + "NDims = 3\n"
            + "BinaryData = True\n"
            + "BinaryDataByteOrderMSB = False\n"
            + "CompressedData = False\n"
            + ("TransformMatrix = " + numbers(volume.geometry().direction()) + "\n")
            + ("Offset = " + numbers(volume.geometry().origin()) + "\n")
            + "CenterOfRotation = 0 0 0\n"
            + ("ElementSpacing = " + numbers(volume.geometry().spacing()) + "\n")
            + ("DimSize = " + volume.width() + " " + volume.height() + " " + volume.depth() + "\n")
            + ("ElementType = " + SampleType.of(volume.type()).metaName() + "\n")
            + ("ElementDataFile = " + dataFile + "\n");
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String numbers(double[] values) {
    return Arrays.stream(values).mapToObj(Double::toString).collect(Collectors.joining(" "));
  }
}
