// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image.resample;

/**
 * Bilinear resizing between the two nearest samples of each axis, without antialiasing even when
 * the plane shrinks; sample centres lie half a step inside the border, and the border repeats
 * outwards. Logits are brought to the grid of the image with it.
 */
public final class Bilinear {

  private Bilinear() {}

  /**
   * A plane in a new size; a copy when it has that size.
   *
   * @param plane {@code width * height} samples, row by row
   */
  public static float[] resize(float[] plane, int width, int height, int newWidth, int newHeight) {
    Taps.checkPlane(plane.length, width, height);
    float[] out = new float[Taps.checkTarget(newWidth, newHeight)];
    Axis across = new Axis(width, newWidth);
    Axis down = new Axis(height, newHeight);
    for (int y = 0; y < newHeight; y++) {
      int upper = down.lower[y] * width;
      int lower = down.upper[y] * width;
      float v = down.weight[y];
      for (int x = 0; x < newWidth; x++) {
        int left = across.lower[x];
        int right = across.upper[x];
        float u = across.weight[x];
        float a = (1 - u) * plane[upper + left] + u * plane[upper + right];
        float b = (1 - u) * plane[lower + left] + u * plane[lower + right];
        out[y * newWidth + x] = (1 - v) * a + v * b;
      }
    }
    return out;
  }

  /** The two neighbours of every output sample, and the weight of the second. */
  private static final class Axis {
    final int[] lower;
    final int[] upper;
    final float[] weight;

    Axis(int in, int out) {
      lower = new int[out];
      upper = new int[out];
      weight = new float[out];
      // In floats as in the original: for 128 to 80 samples doubles would differ by 3e-5 in logits.
      float scale = (float) in / out;
      for (int i = 0; i < out; i++) {
        float source = Math.max((i + 0.5f) * scale - 0.5f, 0);
        lower[i] = Math.min((int) source, in - 1);
        upper[i] = Math.min(lower[i] + 1, in - 1);
        weight[i] = source - lower[i];
      }
    }
  }
}
