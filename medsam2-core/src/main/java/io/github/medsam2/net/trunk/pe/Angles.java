// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.trunk.pe;

/** By how much the pairs of channels of a head are turned at each place of a square. */
final class Angles {
  private static final double TEMPERATURE = 10000;

  private Angles() {}

  /**
   * The first half of the pairs turn with the column, the second with the row.
   *
   * @param side of the square
   * @param headWidth channels of a head
   * @param scale of the places
   * @return (side * side, headWidth / 2)
   */
  static float[] table(int side, int headWidth, double scale, boolean cosine) {
    int half = headWidth / 2;
    int quarter = headWidth / 4;
    float[] out = new float[side * side * half];
    for (int n = 0; n < side * side; n++) {
      for (int j = 0; j < half; j++) {
        double place = (j < quarter ? n % side : n / side) * scale;
        double angle = place * Math.pow(TEMPERATURE, -4.0 * (j % quarter) / headWidth);
        out[n * half + j] = (float) (cosine ? Math.cos(angle) : Math.sin(angle));
      }
    }
    return out;
  }
}
