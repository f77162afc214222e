// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io.nrrd;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.file.AtomicFiles;
import io.github.medsam2.file.ReadLimits;
import io.github.medsam2.image.Geometry;
import io.github.medsam2.image.PixelType;
import io.github.medsam2.image.Volume;
import io.github.medsam2.io.voxel.HeaderFields;
import io.github.medsam2.io.voxel.Input;
import io.github.medsam2.io.voxel.SampleType;
import io.github.medsam2.io.voxel.VoxelOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/**
 * NRRD volumes, as 3D Slicer keeps them: {@code .nrrd}, and {@code .nhdr} with a data file.
 *
 * <pre>
 * file   --> "NRRD000" digit, line*, empty line, data
 * header --> "NRRD000" digit, line*               (detached; one line is "data file: name")
 * line   --> name ": " value | name ":=" value | "#" comment
 * data   --> voxels, x fastest, raw or gzip
 * </pre>
 *
 * Read are spaces LPS, RAS and LAS, files that name none (axes are then those of LPS), both byte
 * orders, two or three axes in space and further ones of size 1. Types wider than 16 bits become
 * FLOAT32, INT8 becomes INT16. Written is LPS with gzip.
 *
 * <p>Values are the stored ones: files with {@code old min} or {@code old max}, which say that they
 * were quantised, are refused, as are ends of axes, lists of data files and text encodings. {@code
 * thicknesses} and {@code measurement frame} change neither values nor places and are not read.
 */
public final class Nrrd {

  private Nrrd() {}

  /** Reads a volume within {@link ReadLimits#defaults()}. */
  public static Volume read(Path file) {
    return read(file, ReadLimits.defaults());
  }

  /**
   * Reads a volume.
   *
   * @param file a {@code .nrrd} or {@code .nhdr}
   * @throws FormatException if the file is damaged, not of this format, or beyond the limits
   */
  public static Volume read(Path file, ReadLimits limits) {
    return Input.read(
        file,
        NrrdHeader.FORMAT,
        in -> {
          NrrdHeader header = NrrdHeader.read(in);
          if (header.dataFile().isEmpty()) {
            return voxels(in, header, limits);
          }
          HeaderFields names = new HeaderFields(NrrdHeader.FORMAT, Set.of());
          Path data = names.dataFile(file, header.dataFile().get());
          return Input.read(data, NrrdHeader.FORMAT, input -> voxels(input, header, limits));
        });
  }

  private static Volume voxels(Input in, NrrdHeader header, ReadLimits limits) throws IOException {
    header.skipTo(in);
    return header.layout().read(in, header.geometry(), limits);
  }

  /**
   * Writes a volume, replacing an existing file.
   *
   * @param file a {@code .nrrd}, or a {@code .nhdr} to have the data beside it in {@code .raw.gz}
   */
  public static void write(Path file, Volume volume) {
    String name = file.getFileName().toString();
    if (name.toLowerCase(Locale.ROOT).endsWith(".nhdr")) {
      String data = name.substring(0, name.length() - 5) + ".raw.gz";
      AtomicFiles.writePair(
          file.resolveSibling(data),
          out -> gzip(volume, out),
          file,
          out -> out.write(ascii(header(volume) + "data file: " + data + "\n")),
          NrrdHeader.FORMAT);
    } else {
      AtomicFiles.write(
          file,
          NrrdHeader.FORMAT,
          out -> {
            out.write(ascii(header(volume) + "\n"));
            gzip(volume, out);
          });
    }
  }

  private static void gzip(Volume volume, OutputStream out) throws IOException {
    GZIPOutputStream gzip = new GZIPOutputStream(out, 1 << 16);
    VoxelOutput.write(volume, gzip);
    gzip.finish();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String header(Volume volume) {
    Geometry g = volume.geometry();
    double[] a = g.affine();
    String endian = volume.type() == PixelType.UINT8 ? "" : "endian: little\n";
    return "NRRD0004\n"
        + ("type: " + SampleType.of(volume.type()).nrrdName() + "\n")
        + "dimension: 3\n"
        + "space: left-posterior-superior\n"
        + ("sizes: " + volume.width() + " " + volume.height() + " " + volume.depth() + "\n")
        + ("space directions: " + vector(a, 0) + " " + vector(a, 1) + " " + vector(a, 2) + "\n")
        + "kinds: domain domain domain\n"
        + endian
        + "encoding: gzip\n"
        + ("space origin: " + vector(a, 3) + "\n");
  }

  private static String vector(double[] affine, int column) {
    return "(" + affine[column] + "," + affine[4 + column] + "," + affine[8 + column] + ")";
  }
}
