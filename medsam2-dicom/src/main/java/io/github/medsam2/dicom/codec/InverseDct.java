// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.codec;

/**
 * The inverse 8x8 cosine transform of Loeffler, Ligtenberg and Moschytz (1989) in integers: twelve
 * multiplications a line, constants scaled by 8192. The widths and roundings are the customary
 * ones, so that lossy pictures come out the same as elsewhere.
 */
final class InverseDct {
  private static final int BITS = 13;

  private static final int C0_298 = 2446;
  private static final int C0_390 = 3196;
  private static final int C0_541 = 4433;
  private static final int C0_765 = 6270;
  private static final int C0_899 = 7373;
  private static final int C1_175 = 9633;
  private static final int C1_501 = 12299;
  private static final int C1_847 = 15137;
  private static final int C1_961 = 16069;
  private static final int C2_053 = 16819;
  private static final int C2_562 = 20995;
  private static final int C3_072 = 25172;

  private final int firstShift;
  private final int secondShift;
  private final int centre;
  private final int max;

  InverseDct(int precision) {
    int kept = precision > 8 ? 1 : 2;
    firstShift = BITS - kept;
    secondShift = BITS + kept + 3;
    centre = 1 << (precision - 1);
    max = (1 << precision) - 1;
  }

  /** Transforms a block in place and writes its 8x8 samples. */
  void transform(int[] block, short[] out, int at, int stride) {
    for (int x = 0; x < 8; x++) {
      line(block, x, 8, firstShift);
    }
    for (int y = 0; y < 8; y++) {
      line(block, 8 * y, 1, secondShift);
      for (int x = 0; x < 8; x++) {
        int v = block[8 * y + x] + centre;
        out[at + y * stride + x] = (short) (v < 0 ? 0 : Math.min(v, max));
      }
    }
  }

  private static void line(int[] b, int o, int s, int shift) {
    int round = 1 << (shift - 1);
    int z = (b[o + 2 * s] + b[o + 6 * s]) * C0_541;
    int e2 = z - b[o + 6 * s] * C1_847;
    int e3 = z + b[o + 2 * s] * C0_765;
    int e0 = (b[o] + b[o + 4 * s]) << BITS;
    int e1 = (b[o] - b[o + 4 * s]) << BITS;
    int even0 = e0 + e3 + round;
    int even3 = e0 - e3 + round;
    int even1 = e1 + e2 + round;
    int even2 = e1 - e2 + round;
    int i7 = b[o + 7 * s];
    int i5 = b[o + 5 * s];
    int i3 = b[o + 3 * s];
    int i1 = b[o + s];
    int z5 = (i7 + i3 + i5 + i1) * C1_175;
    int z1 = -(i7 + i1) * C0_899;
    int z2 = -(i5 + i3) * C2_562;
    int z3 = z5 - (i7 + i3) * C1_961;
    int z4 = z5 - (i5 + i1) * C0_390;
    int odd3 = i7 * C0_298 + z1 + z3;
    int odd2 = i5 * C2_053 + z2 + z4;
    int odd1 = i3 * C3_072 + z2 + z3;
    int odd0 = i1 * C1_501 + z1 + z4;
    b[o] = (even0 + odd0) >> shift;
    b[o + 7 * s] = (even0 - odd0) >> shift;
    b[o + s] = (even1 + odd1) >> shift;
    b[o + 6 * s] = (even1 - odd1) >> shift;
    b[o + 2 * s] = (even2 + odd2) >> shift;
    b[o + 5 * s] = (even2 - odd2) >> shift;
    b[o + 3 * s] = (even3 + odd3) >> shift;
    b[o + 4 * s] = (even3 - odd3) >> shift;
  }
}
