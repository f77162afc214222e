// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io.nifti;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.file.AtomicFiles;
import io.github.medsam2.file.ReadLimits;
import io.github.medsam2.image.Volume;
import io.github.medsam2.io.voxel.GridSize;
import io.github.medsam2.io.voxel.Input;
import io.github.medsam2.io.voxel.SampleType;
import io.github.medsam2.io.voxel.VoxelLayout;
import io.github.medsam2.io.voxel.VoxelOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/**
 * NIfTI-1 and NIfTI-2 volumes: {@code .nii}, {@code .nii.gz}, and the pair {@code .hdr} and {@code
 * .img}.
 *
 * <pre>
 * file   --> header, extension*, voxels        (magic n+1 or n+2; voxels from vox_offset on)
 * pair   --> header | voxels                   (magic ni1 or ni2)
 * voxels --> x fastest, then y, then z; value = scl_slope * stored + scl_inter
 * </pre>
 *
 * Both byte orders are read, gzip is recognised by content. Positions are turned from RAS to LPS
 * and into mm. Scaled volumes and types wider than 16 bits become FLOAT32, INT8 becomes INT16. Time
 * series, vectors, colours and complex numbers are refused. A slope of 0 or NaN stands for none.
 * The sform is taken before the qform; without both the grid lies around the origin. Writing keeps
 * the type, with sform and qform of code 1 (scanner), as NIfTI-1 unless a size needs NIfTI-2.
 */
public final class Nifti {
  private static final String FORMAT = "NIfTI file";
  private static final int LARGEST_1 = Short.MAX_VALUE;

  private Nifti() {}

  /** Reads a volume within {@link ReadLimits#defaults()}. */
  public static Volume read(Path file) {
    return read(file, ReadLimits.defaults());
  }

  /**
   * Reads a volume.
   *
   * @param file a {@code .nii}, {@code .nii.gz}, {@code .hdr} or {@code .img}
   * @throws FormatException if the file is damaged, not of this format, or beyond the limits
   */
  public static Volume read(Path file, ReadLimits limits) {
    Path header = isImg(file) ? partner(file, ".hdr") : file;
    NiftiFields fields =
        Input.read(
            header,
            FORMAT,
            in -> {
              in.gunzipIfCompressed();
              return NiftiFields.read(in);
            });
    boolean single = isSingle(fields);
    Path data = single ? header : partner(header, ".img");
    return Input.read(
        data,
        FORMAT,
        in -> {
          in.gunzipIfCompressed();
          in.skip(offset(fields, single));
          VoxelLayout layout = layout(fields);
          return layout.read(in, NiftiOrientation.read(fields, layout.size()), limits);
        });
  }

  private static boolean isSingle(NiftiFields fields) {
    String version = fields.size() == NiftiFields.SIZE_2 ? "2" : "1";
    return switch (fields.magic().replace(version, "#")) {
      case "n+#" -> true;
      case "ni#" -> false;
      default ->
          throw new FormatException(
              "NIfTI header, magic",
              "n+" + version + " or ni" + version,
              "another, perhaps Analyze 7.5, which does not say how the patient lies",
              "convert the file to NIfTI");
    };
  }

  private static long offset(NiftiFields fields, boolean single) {
    double offset = fields.voxOffset();
    if (offset == 0 && single) {
      return fields.size() + 4L;
    }
    if (!(offset >= (single ? fields.size() : 0)) || offset != Math.rint(offset)) {
      throw new FormatException(
          "NIfTI header, vox_offset",
          "a whole number behind the header",
          offset + "",
          "correct it");
    }
    return (long) offset;
  }

  private static VoxelLayout layout(NiftiFields fields) {
    SampleType type =
        SampleType.ofNifti(fields.datatype())
            .orElseThrow(
                () ->
                    new FormatException(
                        "NIfTI header, datatype",
                        "an integer or real type of 8 to 64 bits",
                        datatype(fields.datatype()),
                        "convert the volume to scalars"));
    if (fields.bitpix() != 0 && fields.bitpix() != 8 * type.bytes()) {
      throw new FormatException(
          "NIfTI header, bitpix", 8 * type.bytes() + "", fields.bitpix() + "", "correct it");
    }
    double slope = fields.slope();
    if (slope == 0 || Double.isNaN(slope)) {
      return VoxelLayout.unscaled(size(fields), type, fields.order());
    }
    if (!Double.isFinite(slope) || !Double.isFinite(fields.intercept())) {
      throw new FormatException(
          "NIfTI header, scl_slope and scl_inter",
          "finite numbers",
          slope + " and " + fields.intercept(),
          "correct them, or set scl_slope to 0 for stored values");
    }
    return new VoxelLayout(size(fields), type, fields.order(), slope, fields.intercept());
  }

  private static String datatype(int code) {
    return switch (code) {
      case 1 -> "code 1, single bits";
      case 32, 1792, 2048 -> "code " + code + ", complex numbers";
      case 128, 2304 -> "code " + code + ", colours";
      default -> "code " + code;
    };
  }

  private static GridSize size(NiftiFields fields) {
    long rank = fields.dim(0);
    if (rank < 2 || rank > 7) {
      throw notOneVolume(rank + " axes", "give a volume");
    }
    for (int i = 4; i <= rank; i++) {
      if (fields.dim(i) != 1) {
        String which = i == 4 ? "fourth" : i == 5 ? "fifth" : "sixth or seventh";
        throw notOneVolume(
            rank + " axes, the " + which + " of " + fields.dim(i),
            i == 5 ? "split the vectors into scalars" : "split a time series into volumes");
      }
    }
    return new GridSize(fields.dim(1), fields.dim(2), rank == 2 ? 1 : fields.dim(3));
  }

  private static FormatException notOneVolume(String found, String fix) {
    return new FormatException(
        "NIfTI header, dim", "one volume: 2 or 3 axes, further ones of size 1", found, fix);
  }

  /**
   * Writes a volume, replacing an existing file.
   *
   * @param file a {@code .nii}, {@code .nii.gz}, {@code .hdr} or {@code .img}; the last two write
   *     both
   */
  public static void write(Path file, Volume volume) {
    String name = lowerName(file);
    if (isImg(file) || name.endsWith(".hdr")) {
      Path header = isImg(file) ? sibling(file, ".hdr") : file;
      byte[] head = header(volume, false).bytes();
      AtomicFiles.writePair(
          sibling(header, ".img"),
          out -> VoxelOutput.write(volume, out),
          header,
          out -> out.write(head),
          FORMAT);
    } else {
      boolean compress = name.endsWith(".gz");
      AtomicFiles.write(file, FORMAT, out -> writeSingle(volume, out, compress));
    }
  }

  private static void writeSingle(Volume volume, OutputStream out, boolean compress)
      throws IOException {
    if (compress) {
      try (GZIPOutputStream gzip = new GZIPOutputStream(out, 1 << 16)) {
        writeSingle(volume, gzip, false);
      }
    } else {
      out.write(header(volume, true).bytes());
      out.write(new byte[4]); // no extension
      VoxelOutput.write(volume, out);
    }
  }

  private static NiftiFields header(Volume volume, boolean single) {
    int[] size = {volume.width(), volume.height(), volume.depth()};
    boolean two = Math.max(size[0], Math.max(size[1], size[2])) > LARGEST_1;
    NiftiFields fields = NiftiFields.create(two);
    fields.setMagic(single);
    fields.setDim(0, 3);
    for (int i = 1; i < 8; i++) {
      fields.setDim(i, i <= 3 ? size[i - 1] : 1);
    }
    SampleType type = SampleType.of(volume.type());
    fields.setDatatype(type.niftiCode(), 8 * type.bytes());
    fields.setVoxOffset(single ? fields.size() + 4 : 0);
    fields.setScaling(1, 0);
    NiftiOrientation.write(volume.geometry(), fields);
    return fields;
  }

  private static boolean isImg(Path file) {
    String name = lowerName(file);
    return name.endsWith(".img") || name.endsWith(".img.gz");
  }

  private static String lowerName(Path file) {
    return file.toString().toLowerCase(Locale.ROOT);
  }

  /** The existing other file of a pair, compressed or not. */
  private static Path partner(Path file, String extension) {
    Path plain = sibling(file, extension);
    Path compressed = plain.resolveSibling(plain.getFileName() + ".gz");
    return Files.exists(plain) || !Files.exists(compressed) ? plain : compressed;
  }

  private static Path sibling(Path file, String extension) {
    String name = file.getFileName().toString();
    int gz = lowerName(file).endsWith(".gz") ? name.length() - 3 : name.length();
    int dot = name.lastIndexOf('.', gz - 1);
    if (dot < 1) {
      throw new InvalidInputException(
          FORMAT, "a name with an extension", "none", "name the file .nii, .nii.gz or .hdr");
    }
    return file.resolveSibling(name.substring(0, dot) + extension);
  }
}
