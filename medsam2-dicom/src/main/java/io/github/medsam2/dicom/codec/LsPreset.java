// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.codec;

/**
 * The coding parameters of JPEG-LS (T.87 C.2.4.1.1): largest sample, gradient thresholds, and the
 * count at which context statistics are halved.
 */
record LsPreset(int maxValue, int t1, int t2, int t3, int reset) {

  /** Reads an LSE segment; only coding parameters are known, not tables of mapped samples. */
  static LsPreset read(JpegStream in, int from, int end) {
    in.need(from, end, 1, 0);
    if (in.data[from] != 1) {
      throw Corrupt.unsupported("JPEG-LS", "coding parameters", "an extension of another kind");
    }
    in.need(from, end, 11, 0);
    return new LsPreset(
        in.u16(from + 1), in.u16(from + 3), in.u16(from + 5), in.u16(from + 7), in.u16(from + 9));
  }

  /** These parameters with the defaults of T.87 C.2.4.1.1.1 where they are 0. */
  LsPreset withDefaults(int precision, int near) {
    int max = maxValue == 0 ? (1 << precision) - 1 : maxValue;
    int d1;
    int d2;
    int d3;
    if (max >= 128) {
      int factor = (Math.min(max, 4095) + 128) / 256;
      d1 = clamp(factor * (3 - 2) + 2 + 3 * near, near + 1, max);
      d2 = clamp(factor * (7 - 3) + 3 + 5 * near, d1, max);
      d3 = clamp(factor * (21 - 4) + 4 + 7 * near, d2, max);
    } else {
      int factor = 256 / (max + 1);
      d1 = clamp(Math.max(2, 3 / factor + 3 * near), near + 1, max);
      d2 = clamp(Math.max(3, 7 / factor + 5 * near), d1, max);
      d3 = clamp(Math.max(4, 21 / factor + 7 * near), d2, max);
    }
    LsPreset full =
        new LsPreset(
            max, t1 == 0 ? d1 : t1, t2 == 0 ? d2 : t2, t3 == 0 ? d3 : t3, reset == 0 ? 64 : reset);
    full.check(precision, near);
    return full;
  }

  private static int clamp(int v, int low, int max) {
    return v > max || v < low ? low : v;
  }

  private void check(int precision, int near) {
    boolean thresholds = near + 1 <= t1 && t1 <= t2 && t2 <= t3 && t3 <= maxValue;
    boolean counts = reset >= 3 && reset <= Math.max(255, maxValue);
    if (!thresholds
        || !counts
        || maxValue >= 1 << precision
        || near > Math.min(255, maxValue / 2)) {
      throw Corrupt.at("JPEG-LS", 0, "coding parameters within T.87", "others");
    }
  }
}
