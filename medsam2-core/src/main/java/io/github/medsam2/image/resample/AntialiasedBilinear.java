// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image.resample;

/**
 * Bilinear resizing that averages when the image shrinks: a triangle kernel as wide as the step
 * between output samples. The original resizes single images and mask prompts with it.
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
    Triangles k = Triangles.of(width, newWidth);
    float[] out = new float[Taps.checkTarget(newWidth, height)];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < newWidth; x++) {
        int from = y * width + k.first[x];
        float[] weights = k.weights[x];
        float sum = 0;
        for (int t = 0; t < weights.length; t++) {
          sum = added(sum, plane[from + t], weights[t]);
        }
        out[y * newWidth + x] = sum;
      }
    }
    return out;
  }

  private static float[] rows(float[] plane, int width, int height, int newHeight) {
    Triangles k = Triangles.of(height, newHeight);
    float[] out = new float[Taps.checkTarget(width, newHeight)];
    for (int y = 0; y < newHeight; y++) {
      float[] weights = k.weights[y];
      for (int t = 0; t < weights.length; t++) {
        int from = (k.first[y] + t) * width;
        for (int x = 0; x < width; x++) {
          out[y * width + x] = added(out[y * width + x], plane[from + x], weights[t]);
        }
      }
    }
    return out;
  }

  /**
   * Rounded once, as the original's instruction does: what lies between two levels depends on it.
   */
  private static float added(float sum, float a, float b) {
    return (float) ((double) a * b + sum);
  }

  /** The weights of each output, computed in float32 as the original does. */
  private record Triangles(int[] first, float[][] weights) {

    static Triangles of(int in, int out) {
      float scale = (float) in / out;
      float support = Math.max(scale, 1);
      Triangles t = new Triangles(new int[out], new float[out][]);
      for (int i = 0; i < out; i++) {
        float centre = scale * (i + 0.5f);
        int lo = Math.max((int) (centre - support + 0.5f), 0);
        int hi = Math.min((int) (centre + support + 0.5f), in);
        t.first[i] = lo;
        t.weights[i] = weights(lo, hi, centre, 1 / support);
      }
      return t;
    }

    private static float[] weights(int lo, int hi, float centre, float inverse) {
      float[] w = new float[hi - lo];
      float sum = 0;
      for (int i = 0; i < w.length; i++) {
        w[i] = Math.max(0, 1 - Math.abs((i + lo - centre + 0.5f) * inverse));
        sum += w[i];
      }
      for (int i = 0; i < w.length; i++) {
        w[i] /= sum;
      }
      return w;
    }
  }
}
