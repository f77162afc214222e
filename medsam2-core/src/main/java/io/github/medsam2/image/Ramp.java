// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

import io.github.medsam2.error.InvalidInputException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * An {@link Intensity} fitted to samples: values are clipped to {@code low..high}, the ends that
 * samples reached, and spread over 0 to 255 in double precision, cutting off fractions.
 */
final class Ramp {
  private static final Ramp IDENTITY = new Ramp(0, 255);

  private final double low;
  private final double high;

  private Ramp(double low, double high) {
    this.low = low;
    this.high = high;
  }

  /** Fits a rule to samples that belong together. */
  static Ramp of(Intensity rule, List<Samples> all) {
    if (rule instanceof Window window) {
      double half = window.width() / 2;
      return reached(all, window.level() - half, window.level() + half);
    }
    if (rule instanceof Percentiles percentiles) {
      double[] range = new PositiveQuantiles(all).range(percentiles);
      return reached(all, range[0], range[1]);
    }
    if (rule instanceof StandardIntensity) {
      return standard(all);
    }
    return reached(all, -Float.MAX_VALUE, Float.MAX_VALUE);
  }

  private static Ramp standard(List<Samples> all) {
    if (all.stream().allMatch(s -> s.type() == PixelType.UINT8)) {
      return IDENTITY;
    }
    for (Samples samples : all) {
      for (int i = 0; i < samples.count(); i++) {
        if (samples.get(i) < 0) {
          throw new InvalidInputException(
              "samples of " + samples.type(),
              "values from 0 on, where no intensity rule is named",
              "negative values, as in CT",
              "name a rule, such as Window.ABDOMEN or new FullRange()");
        }
      }
    }
    return of(Percentiles.STANDARD, all);
  }

  private static Ramp reached(List<Samples> all, double lower, double upper) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Samples samples : all) {
      for (int i = 0; i < samples.count(); i++) {
        float v = samples.get(i);
        if (Float.isFinite(v)) {
          double clipped = Math.max(lower, Math.min(upper, v));
          low = Math.min(low, clipped);
          high = Math.max(high, clipped);
        }
      }
    }
    return new Ramp(low, high);
  }

  boolean isIdentity() {
    return this == IDENTITY;
  }

  /** The samples in 8 bits. */
  ByteBuffer apply(Samples samples) {
    byte[] out = new byte[samples.count()];
    if (low < high) {
      for (int i = 0; i < out.length; i++) {
        double v = Math.max(low, Math.min(high, samples.get(i)));
        // The cast makes 0 of NaN.
        out[i] = (byte) (int) ((v - low) / (high - low) * 255.0);
      }
    }
    return ByteBuffer.wrap(out);
  }
}
