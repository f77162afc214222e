// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

import java.util.List;

/**
 * Exact percentiles of the finite samples above 0, in memory that does not grow with their number.
 *
 * <p>The bits of positive floats are ordered as the floats are. So one pass counts the upper
 * sixteen bits, which tells where the wanted rank lies, and a second counts the lower sixteen of
 * the samples there.
 */
final class PositiveQuantiles {
  private final List<Samples> all;
  private final long[] upper;

  PositiveQuantiles(List<Samples> all) {
    this.all = all;
    this.upper = count(-1);
  }

  /** The two percentiles; {0, 0} when no sample is above 0. */
  double[] range(Percentiles wanted) {
    long n = 0;
    for (long c : upper) {
      n += c;
    }
    return n == 0
        ? new double[2]
        : new double[] {percentile(wanted.lower(), n), percentile(wanted.upper(), n)};
  }

  private double percentile(double percent, long n) {
    double position = percent / 100 * (n - 1);
    long rank = (long) position;
    double a = sample(rank);
    double b = sample(Math.min(rank + 1, n - 1));
    double t = position - rank;
    // The form of numpy, which is exact at both ends.
    return t < 0.5 ? a + (b - a) * t : b - (b - a) * (1 - t);
  }

  private float sample(long rank) {
    long left = rank;
    int high = 0;
    while (left >= upper[high]) {
      left -= upper[high++];
    }
    long[] lower = count(high);
    int low = 0;
    while (left >= lower[low]) {
      left -= lower[low++];
    }
    return Float.intBitsToFloat(high << 16 | low);
  }

  /** Counts the upper halves of the bits, or with {@code high} at least 0 the lower ones there. */
  private long[] count(int high) {
    long[] counts = new long[1 << 16];
    for (Samples samples : all) {
      for (int i = 0; i < samples.count(); i++) {
        float v = samples.get(i);
        if (v > 0 && v <= Float.MAX_VALUE) {
          int bits = Float.floatToRawIntBits(v);
          if (high < 0) {
            counts[bits >>> 16]++;
          } else if (bits >>> 16 == high) {
            counts[bits & 0xffff]++;
          }
        }
      }
    }
    return counts;
  }
}
