// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io.numpy;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.file.AtomicFiles;
import io.github.medsam2.file.ReadLimits;
import io.github.medsam2.image.Geometry;
import io.github.medsam2.image.PixelType;
import io.github.medsam2.image.Volume;
import io.github.medsam2.io.voxel.GridSize;
import io.github.medsam2.io.voxel.Input;
import io.github.medsam2.io.voxel.SampleType;
import io.github.medsam2.io.voxel.VoxelLayout;
import io.github.medsam2.io.voxel.VoxelOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;

/**
 * Single NumPy arrays, {@code .npy} of versions 1 to 3: (depth, height, width) or (height, width),
 * both byte orders, C and Fortran order. The format knows no geometry. Types wider than 16 bits
 * become FLOAT32, INT8 becomes INT16, bool becomes UINT8.
 */
public final class Npy {
  private static final String FORMAT = "NumPy array";

  private Npy() {}

  /** Reads a volume with spacing 1 mm within {@link ReadLimits#defaults()}. */
  public static Volume read(Path file) {
    return read(file, ReadLimits.defaults());
  }

  /**
   * Reads a volume with spacing 1 mm.
   *
   * @throws FormatException if the file is damaged, not of this format, or beyond the limits
   */
  public static Volume read(Path file, ReadLimits limits) {
    return Input.read(file, FORMAT, in -> volume(in, Geometry.ofSpacing(1, 1, 1), limits));
  }

  /** Writes the samples of a volume as (depth, height, width); its geometry is lost. */
  public static void write(Path file, Volume volume) {
    AtomicFiles.write(file, FORMAT, out -> write(volume, out));
  }

  public static void write(Volume volume, OutputStream out) throws IOException {
    List<Long> shape =
        List.of((long) volume.depth(), (long) volume.height(), (long) volume.width());
    SampleType type = SampleType.of(volume.type());
    out.write(new NpyHeader(type, ByteOrder.LITTLE_ENDIAN, false, shape).bytes());
    VoxelOutput.write(volume, out);
  }

  public static void write(double[] values, OutputStream out) throws IOException {
    List<Long> shape = List.of((long) values.length);
    out.write(new NpyHeader(SampleType.FLOAT64, ByteOrder.LITTLE_ENDIAN, false, shape).bytes());
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asDoubleBuffer().put(values);
    out.write(bytes.array());
  }

  /** Exactly so many numbers of an array of any shape, last axis fastest. */
  public static double[] reals(Input in, int count) throws IOException {
    NpyHeader header = NpyHeader.read(in);
    long n = 1;
    for (long size : header.shape()) {
      n = size <= count ? Math.min(n * size, count + 1L) : count + 1L;
    }
    if (n != count || (header.fortran() && header.shape().size() > 1)) {
      throw new FormatException(in.format(), count + " numbers", n + " or more", "correct it");
    }
    SampleType type = header.type();
    ByteBuffer bytes = ByteBuffer.wrap(in.bytes(count * type.bytes())).order(header.order());
    in.finish();
    double[] reals = new double[count];
    for (int i = 0; i < count; i++) {
      reals[i] = type.get(bytes, i * type.bytes());
    }
    return reals;
  }

  public static Volume volume(Input in, Geometry geometry, ReadLimits limits) throws IOException {
    NpyHeader header = NpyHeader.read(in);
    List<Long> shape = header.shape();
    int axes = shape.size();
    if (axes != 2 && axes != 3) {
      throw new FormatException(
          in.format(),
          "an array of shape (depth, height, width) or (height, width)",
          axes + " axes",
          "select one volume");
    }
    long depth = axes == 3 ? shape.get(0) : 1;
    long height = shape.get(axes - 2);
    long width = shape.get(axes - 1);
    if (!header.fortran()) {
      GridSize size = new GridSize(width, height, depth);
      return VoxelLayout.unscaled(size, header.type(), header.order()).read(in, geometry, limits);
    }
    GridSize size = new GridSize(depth, height, width);
    VoxelLayout layout = VoxelLayout.unscaled(size, header.type(), header.order());
    size.within(limits, in.format(), 2 * layout.pixelType().bytes());
    return transposed(layout.read(in, geometry, limits));
  }

  /** The volume with x and z exchanged. */
  private static Volume transposed(Volume v) {
    PixelType type = v.type();
    int bytes = type.bytes();
    ByteBuffer from = v.voxels();
    ByteBuffer to = ByteBuffer.allocate(from.capacity());
    for (int z = 0; z < v.width(); z++) {
      for (int y = 0; y < v.height(); y++) {
        for (int x = 0; x < v.depth(); x++) {
          int at = ((x * v.height() + y) * v.width() + z) * bytes;
          for (int b = 0; b < bytes; b++) {
            to.put(from.get(at + b));
          }
        }
      }
    }
    return Volume.of(v.depth(), v.height(), v.width(), type, to.flip(), v.geometry());
  }
}
