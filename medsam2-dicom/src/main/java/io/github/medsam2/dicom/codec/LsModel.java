// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.codec;

import java.util.Arrays;

/**
 * The adaptive model of JPEG-LS (T.87 annex A): 365 contexts of quantized gradients and two of
 * interrupted runs. Coder and decoder keep one each and update it alike.
 *
 * <p>For each context A sums the sizes of errors, B the errors, C is the correction of the
 * prediction, N counts. The Golomb parameter k is the least with N * 2^k >= A.
 */
final class LsModel {
  static final int RUN_CONTEXT = 365;
  private static final int[] RUN_BITS = {
    0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13,
    14, 15
  };

  final int maxValue;
  final int near;
  final int wideBits;
  final int limit;
  private final LsPreset preset;
  private final int range;
  private final int step;
  private final int[] a = new int[RUN_CONTEXT + 2];
  private final int[] b = new int[RUN_CONTEXT + 2];
  private final int[] c = new int[RUN_CONTEXT + 2];
  private final int[] n = new int[RUN_CONTEXT + 2];

  LsModel(LsPreset preset, int near) {
    this.preset = preset;
    this.near = near;
    maxValue = preset.maxValue();
    step = 2 * near + 1;
    range = (maxValue + 2 * near) / step + 1;
    wideBits = ceilLog2(range);
    int bits = Math.max(2, ceilLog2(maxValue + 1));
    limit = 2 * (bits + Math.max(8, bits));
    reset();
  }

  private static int ceilLog2(int v) {
    return 32 - Integer.numberOfLeadingZeros(v - 1);
  }

  /** Forgets all statistics, as at the start of a scan. */
  void reset() {
    Arrays.fill(a, Math.max(2, (range + 32) / 64));
    Arrays.fill(b, 0);
    Arrays.fill(c, 0);
    Arrays.fill(n, 1);
  }

  static int runBits(int index) {
    return RUN_BITS[index];
  }

  /** The signed context of three gradients; 0 begins a run. */
  int context(int d1, int d2, int d3) {
    return (quantize(d1) * 9 + quantize(d2)) * 9 + quantize(d3);
  }

  private int quantize(int d) {
    int size = Math.abs(d);
    int q;
    if (size <= near) {
      q = 0;
    } else if (size < preset.t1()) {
      q = 1;
    } else if (size < preset.t2()) {
      q = 2;
    } else {
      q = size < preset.t3() ? 3 : 4;
    }
    return d < 0 ? -q : q;
  }

  /** The median edge detector, corrected for the context; sign is that of the context. */
  int predict(int left, int up, int upLeft, int context, int sign) {
    int p;
    if (upLeft >= Math.max(left, up)) {
      p = Math.min(left, up);
    } else if (upLeft <= Math.min(left, up)) {
      p = Math.max(left, up);
    } else {
      p = left + up - upLeft;
    }
    int corrected = p + sign * c[context];
    return corrected < 0 ? 0 : Math.min(corrected, maxValue);
  }

  int golombParameter(int context) {
    return golombParameter(n[context], a[context]);
  }

  private static int golombParameter(int count, int sum) {
    int k = 0;
    while (count << k < sum && k < 16) {
      k++;
    }
    return k;
  }

  /** Errors of these contexts are mapped the other way round (T.87 A.5.2). */
  boolean inverted(int context, int k) {
    return near == 0 && k == 0 && 2 * b[context] <= -n[context];
  }

  void update(int context, int error) {
    a[context] += Math.abs(error);
    b[context] += error * step;
    halve(context);
    n[context]++;
    int count = n[context];
    if (b[context] <= -count) {
      b[context] = Math.max(b[context] + count, 1 - count);
      c[context] = Math.max(c[context] - 1, -128);
    } else if (b[context] > 0) {
      b[context] = Math.min(b[context] - count, 0);
      c[context] = Math.min(c[context] + 1, 127);
    }
  }

  private void halve(int context) {
    if (n[context] == preset.reset()) {
      a[context] >>= 1;
      b[context] >>= 1;
      n[context] >>= 1;
    }
  }

  /** The sample of a prediction and its error, brought back into range. */
  int reconstruct(int prediction, int error) {
    int v = prediction + error * step;
    if (v < -near) {
      v += range * step;
    } else if (v > maxValue + near) {
      v -= range * step;
    }
    return v < 0 ? 0 : Math.min(v, maxValue);
  }

  /** The error of a sample in lossless coding, within half the range. */
  int error(int sample, int prediction, int sign) {
    int e = sign * (sample - prediction);
    if (e < 0) {
      e += range;
    }
    return e >= (range + 1) / 2 ? e - range : e;
  }

  int runParameter(int type) {
    int context = RUN_CONTEXT + type;
    return golombParameter(n[context], a[context] + (type == 1 ? n[context] >> 1 : 0));
  }

  /** The error of an interrupted run from its code; b counts negative errors here. */
  int runError(int type, int k, int code) {
    int v = code + type;
    boolean odd = (v & 1) != 0;
    int size = (v + 1) / 2;
    return mapsNegative(type, k) == odd ? -size : size;
  }

  /** The code of the error of an interrupted run. */
  int runCode(int type, int k, int error) {
    boolean odd = error != 0 && mapsNegative(type, k) == error < 0;
    return 2 * Math.abs(error) - type - (odd ? 1 : 0);
  }

  private boolean mapsNegative(int type, int k) {
    int context = RUN_CONTEXT + type;
    return k != 0 || 2 * b[context] >= n[context];
  }

  void updateRun(int type, int error, int code) {
    int context = RUN_CONTEXT + type;
    if (error < 0) {
      b[context]++;
    }
    a[context] += (code + 1 - type) >> 1;
    halve(context);
    n[context]++;
  }
}
