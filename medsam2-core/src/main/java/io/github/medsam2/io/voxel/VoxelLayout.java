// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io.voxel;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.file.ReadLimits;
import io.github.medsam2.image.Geometry;
import io.github.medsam2.image.PixelType;
import io.github.medsam2.image.Volume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How the samples of a volume lie in a file: x fastest, then y, then z; real value = slope * stored
 * + intercept.
 */
public record VoxelLayout(
    GridSize size, SampleType type, ByteOrder order, double slope, double intercept) {
  private static final int CHUNK = 1 << 16;
  private static final double LARGEST_EXACT = 1 << 24;

  /** Samples whose stored value is the real one. */
  public static VoxelLayout unscaled(GridSize size, SampleType type, ByteOrder order) {
    return new VoxelLayout(size, type, order, 1, 0);
  }

  private boolean scaled() {
    return slope != 1 || intercept != 0;
  }

  /** Bytes of all voxels in the file; the largest long where that is too many. */
  public long bytes() {
    return size.bytes(type.bytes());
  }

  /** The type in memory: that of the file if it is one of ours and unscaled, else FLOAT32. */
  public PixelType pixelType() {
    return scaled() ? PixelType.FLOAT32 : type.pixelType();
  }

  /**
   * Reads the volume from where the input stands.
   *
   * @param limits what the volume may need
   */
  public Volume read(Input in, Geometry geometry, ReadLimits limits) throws IOException {
    int count = size.within(limits, in.format(), pixelType().bytes());
    in.require(bytes());
    ByteBuffer voxels = ByteBuffer.allocate(count * pixelType().bytes());
    voxels.order(ByteOrder.LITTLE_ENDIAN);
    byte[] chunk = new byte[CHUNK];
    ByteBuffer stored = ByteBuffer.wrap(chunk).order(order);
    int perChunk = CHUNK / type.bytes();
    for (long done = 0; done < count; done += perChunk) {
      int n = (int) Math.min(perChunk, count - done);
      in.fill(chunk, n * type.bytes());
      if (isAsInMemory()) {
        voxels.put(chunk, 0, n * type.bytes());
      } else {
        decode(in.format(), stored, n, voxels);
      }
    }
    in.finish();
    return Volume.of(
        (int) size.width(),
        (int) size.height(),
        (int) size.depth(),
        pixelType(),
        voxels.flip(),
        geometry);
  }

  private boolean isAsInMemory() {
    return SampleType.of(pixelType()) == type && !scaled() && order == ByteOrder.LITTLE_ENDIAN;
  }

  private void decode(String format, ByteBuffer stored, int n, ByteBuffer voxels) {
    boolean mustBeExact = type.isWideInteger() && !scaled();
    for (int i = 0; i < n; i++) {
      double value = type.get(stored, i * type.bytes());
      if (mustBeExact && Math.abs(value) > LARGEST_EXACT) {
        throw new FormatException(
            format,
            "whole numbers within 16777216, which float32 holds exactly",
            "larger ones stored as " + type,
            "store the volume as a type of at most 16 bits, or as floats");
      }
      put(format, voxels, value);
    }
  }

  private void put(String format, ByteBuffer voxels, double value) {
    switch (pixelType()) {
      case UINT8 -> voxels.put((byte) value);
      case INT16, UINT16 -> voxels.putShort((short) (int) value);
      case FLOAT32 -> voxels.putFloat(real(format, value));
    }
  }

  private float real(String format, double stored) {
    float value = (float) (stored * slope + intercept);
    if (Float.isInfinite(value) && Double.isFinite(stored)) {
      throw new FormatException(
          format,
          "values that float32 holds, at most " + Float.MAX_VALUE,
          "a larger one",
          "correct the volume or its scale");
    }
    return value;
  }
}
