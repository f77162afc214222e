// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom.xray;

/** Values on a pixel grid with the blurs and changes of size that image formation needs. */
public final class Grid {
  private Grid() {}

  /** A separable Gaussian; the border repeats. Below a tenth of a pixel nothing is done. */
  public static float[] gauss(float[] in, int width, int height, double sigma) {
    if (sigma < 0.1) {
      return in;
    }
    int radius = (int) Math.ceil(3.5 * sigma);
    float[] kernel = new float[2 * radius + 1];
    double sum = 0;
    for (int i = -radius; i <= radius; i++) {
      kernel[i + radius] = (float) StrictMath.exp(-0.5 * i * i / (sigma * sigma));
      sum += kernel[i + radius];
    }
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] /= (float) sum;
    }
    float[] rows = new float[in.length];
    for (int y = 0; y < height; y++) {
      line(in, rows, y * width, width, kernel, radius);
    }
    return columns(rows, width, height, kernel, radius);
  }

  private static void line(float[] in, float[] out, int start, int n, float[] kernel, int radius) {
    for (int i = 0; i < n; i++) {
      float sum = 0;
      if (i >= radius && i < n - radius) {
        for (int k = 0; k < kernel.length; k++) {
          sum += kernel[k] * in[start + i + k - radius];
        }
      } else {
        for (int k = 0; k < kernel.length; k++) {
          sum += kernel[k] * in[start + Math.min(n - 1, Math.max(0, i + k - radius))];
        }
      }
      out[start + i] = sum;
    }
  }

  /** Row by row, so that memory is read in its order. */
  private static float[] columns(float[] in, int width, int height, float[] kernel, int radius) {
    float[] out = new float[in.length];
    for (int y = 0; y < height; y++) {
      int to = y * width;
      for (int k = 0; k < kernel.length; k++) {
        int from = Math.min(height - 1, Math.max(0, y + k - radius)) * width;
        float weight = kernel[k];
        for (int x = 0; x < width; x++) {
          out[to + x] += weight * in[from + x];
        }
      }
    }
    return out;
  }

  /** Means of squares of pixels: a picture of a size divided by a factor, rounded up. */
  public static float[] shrink(float[] in, int width, int height, int factor) {
    int w = (width + factor - 1) / factor;
    int h = (height + factor - 1) / factor;
    float[] out = new float[w * h];
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        float sum = 0;
        int n = 0;
        for (int j = y * factor; j < Math.min(height, (y + 1) * factor); j++) {
          for (int i = x * factor; i < Math.min(width, (x + 1) * factor); i++) {
            sum += in[j * width + i];
            n++;
          }
        }
        out[y * w + x] = sum / n;
      }
    }
    return out;
  }

  /** A very wide Gaussian, worked out on a picture an eighth of the size. */
  public static float[] wideGauss(float[] in, int width, int height, double sigma) {
    int factor = 8;
    int w = (width + factor - 1) / factor;
    int h = (height + factor - 1) / factor;
    float[] small = gauss(shrink(in, width, height, factor), w, h, sigma / factor);
    float[] out = new float[in.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        out[y * width + x] =
            sample(small, w, h, (x + 0.5f) / factor - 0.5f, (y + 0.5f) / factor - 0.5f);
      }
    }
    return out;
  }

  /** Bilinear; the border repeats. */
  public static float sample(float[] in, int width, int height, float x, float y) {
    float cx = Math.min(width - 1f, Math.max(0, x));
    float cy = Math.min(height - 1f, Math.max(0, y));
    int x0 = Math.min(width - 1, (int) cx);
    int y0 = Math.min(height - 1, (int) cy);
    int x1 = Math.min(width - 1, x0 + 1);
    int y1 = Math.min(height - 1, y0 + 1);
    float fx = cx - x0;
    float fy = cy - y0;
    float top = in[y0 * width + x0] * (1 - fx) + in[y0 * width + x1] * fx;
    float bottom = in[y1 * width + x0] * (1 - fx) + in[y1 * width + x1] * fx;
    return top * (1 - fy) + bottom * fy;
  }
}
