// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.page.study;

import io.github.medsam2.image.Image;
import io.github.medsam2.image.Intensity;
import io.github.medsam2.image.PixelType;
import io.github.medsam2.image.Volume;
import io.github.medsam2.image.Window;
import io.github.medsam2.server.image.Received;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** Slices of a volume of more than 8 bits, so that its window can be moved. */
final class VolumeSamples implements Samples {
  private static final int SIGN = 32_768;
  private static final int LEVELS = 65_535;

  private final Volume volume;
  private final Format format;

  private VolumeSamples(Volume volume, Format format) {
    this.volume = volume;
    this.format = format;
  }

  /** Those of a volume, where there is more to show than 8 bits. */
  static Optional<Samples> of(Received.Samples given) {
    Volume volume = given.voxels();
    return volume.type() == PixelType.UINT8
        ? Optional.empty()
        : Optional.of(new VolumeSamples(volume, format(volume, given.rule())));
  }

  private static Format format(Volume volume, Intensity rule) {
    float[] range = range(volume);
    double low = range[0];
    double high = Math.max(range[1], low + 1e-6);
    boolean real = volume.type() == PixelType.FLOAT32;
    double slope = real ? (high - low) / LEVELS : 1;
    double start = real ? low : volume.type() == PixelType.INT16 ? -SIGN : 0;
    boolean hounsfield = rule instanceof Window;
    double center = rule instanceof Window w ? w.level() : (low + high) / 2;
    double width = rule instanceof Window w ? w.width() : high - low;
    return new Format(16, 1, slope, start, center, width, low, high, false, hounsfield ? "HU" : "");
  }

  private static float[] range(Volume volume) {
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    for (int z = 0; z < volume.depth(); z++) {
      for (float v : volume.slice(z).plane(0)) {
        if (Float.isFinite(v)) {
          low = Math.min(low, v);
          high = Math.max(high, v);
        }
      }
    }
    return low <= high ? new float[] {low, high} : new float[] {0, 1};
  }

  /** Bytes that these hold beside what the network sees. */
  static long bytes(Received.Samples given) {
    return (long) given.voxels().voxels().remaining();
  }

  @Override
  public Format format() {
    return format;
  }

  @Override
  public byte[] frame(int index) {
    Image slice = volume.slice(index);
    int count = slice.width() * slice.height();
    ByteBuffer out = ByteBuffer.allocate(2 * count).order(ByteOrder.LITTLE_ENDIAN);
    float[] values = slice.plane(0);
    for (float value : values) {
      double v = Float.isFinite(value) ? value : format.low();
      long sample = Math.round((v - format.intercept()) / format.slope());
      out.putShort((short) Math.max(0, Math.min(LEVELS, sample)));
    }
    return out.array();
  }
}
