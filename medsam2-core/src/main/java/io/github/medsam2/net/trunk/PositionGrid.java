// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.trunk;

import io.github.medsam2.net.layer.Layers;

/** Stretches a learned position embedding to the grid of the image, as torch's bicubic does. */
public final class PositionGrid {
  private static final double A = -0.75;

  private PositionGrid() {}

  /**
   * Bicubic without antialias, half-pixel centres, edges clamped, written as two matrix products so
   * that every engine gets the same numbers.
   *
   * @param embedding (1, C, from, from)
   * @return (1, C, to, to)
   */
  public static <T> T bicubic(Layers<T> layers, T embedding, int from, int to) {
    if (from == to) {
      return embedding;
    }
    float[] rows = matrix(from, to);
    T down = layers.constant(rows, to, from);
    T across = layers.constant(transpose(rows, to, from), from, to);
    return layers.ops().matmul(layers.ops().matmul(down, embedding), across);
  }

  /** Row i holds the weights of output i on the inputs. */
  static float[] matrix(int from, int to) {
    float[] m = new float[to * from];
    for (int i = 0; i < to; i++) {
      double at = (i + 0.5) * from / to - 0.5;
      int floor = (int) Math.floor(at);
      for (int tap = -1; tap <= 2; tap++) {
        int j = Math.min(Math.max(floor + tap, 0), from - 1);
        m[i * from + j] += (float) kernel(at - (floor + tap));
      }
    }
    return m;
  }

  private static double kernel(double distance) {
    double u = Math.abs(distance);
    if (u <= 1) {
      return ((A + 2) * u - (A + 3)) * u * u + 1;
    }
    return u < 2 ? ((A * u - 5 * A) * u + 8 * A) * u - 4 * A : 0;
  }

  private static float[] transpose(float[] m, int rows, int columns) {
    float[] t = new float[m.length];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        t[c * rows + r] = m[r * columns + c];
      }
    }
    return t;
  }
}
