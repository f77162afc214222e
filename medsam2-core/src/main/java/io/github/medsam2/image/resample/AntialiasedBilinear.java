// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image.resample;

/**
 * Bilinear resizing that averages when the image shrinks: a triangle kernel as wide as the step
 * between output samples, in float32. The original resizes single images and mask prompts with it.
 */
public final class AntialiasedBilinear {

  private AntialiasedBilinear() {}

  /**
   * A plane in a new size; a copy when it has that size.
   *
   * @param plane {@code width * height} samples, row by row
   */
  public static float[] resize(float[] plane, int width, int height, int newWidth, int newHeight) {
    Taps.checkPlane(plane.length, width, height);
    Taps.checkTarget(newWidth, newHeight);
    float[] wide = width == newWidth ? plane : columns(plane, width, height, newWidth);
    float[] out = height == newHeight ? wide : rows(wide, newWidth, height, newHeight);
    return out == plane ? plane.clone() : out;
  }

  private static float[] columns(float[] plane, int width, int height, int newWidth) {
    Taps taps = taps(width, newWidth);
    float[] k = floats(taps.weights());
    float[] out = new float[Taps.checkTarget(newWidth, height)];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < newWidth; x++) {
        int from = y * width + taps.first(x);
        int at = x * taps.stride();
        float sum = 0;
        for (int t = 0; t < taps.count(x); t++) {
          sum += plane[from + t] * k[at + t];
        }
        out[y * newWidth + x] = sum;
      }
    }
    return out;
  }

  private static float[] rows(float[] plane, int width, int height, int newHeight) {
    Taps taps = taps(height, newHeight);
    float[] k = floats(taps.weights());
    float[] out = new float[Taps.checkTarget(width, newHeight)];
    for (int y = 0; y < newHeight; y++) {
      for (int t = 0; t < taps.count(y); t++) {
        float weight = k[y * taps.stride() + t];
        int from = (taps.first(y) + t) * width;
        for (int x = 0; x < width; x++) {
          out[y * width + x] += plane[from + x] * weight;
        }
      }
    }
    return out;
  }

  private static Taps taps(int in, int out) {
    return Taps.of(in, out, 1, x -> Math.max(0, 1 - Math.abs(x)));
  }

  private static float[] floats(double[] weights) {
    float[] k = new float[weights.length];
    for (int i = 0; i < k.length; i++) {
      k[i] = (float) weights[i];
    }
    return k;
  }
}
