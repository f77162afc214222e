// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.reference;

import java.util.Arrays;

/**
 * A matrix laid over a part of an array: element (i, j) is {@code data[at + i * rowStride + j *
 * colStride]}.
 */
final class Matrix {
  /** Columns summed together: short enough to stay in cache, long enough to vectorise. */
  private static final int PANEL = 128;

  /** Rows that share one pass over a panel. */
  private static final int ROWS = 4;

  private final float[] data;
  private final int at;
  private final int rows;
  private final int cols;
  private final int rowStride;
  private final int colStride;

  private Matrix(float[] data, int at, int rows, int cols, int rowStride, int colStride) {
    this.data = data;
    this.at = at;
    this.rows = rows;
    this.cols = cols;
    this.rowStride = rowStride;
    this.colStride = colStride;
  }

  /** A row-major matrix. */
  static Matrix of(float[] data, int at, int rows, int cols) {
    return new Matrix(data, at, rows, cols, cols, 1);
  }

  /** Some columns of a row-major array whose rows are {@code rowStride} long. */
  static Matrix columns(float[] data, int at, int rows, int cols, int rowStride) {
    return new Matrix(data, at, rows, cols, rowStride, 1);
  }

  Matrix transposed() {
    return new Matrix(data, at, cols, rows, colStride, rowStride);
  }

  /** Writes {@code a · b} into this matrix; sums are kept in double. */
  void setProduct(Matrix a, Matrix b) {
    Checks.require(
        a.cols == b.rows && a.rows == rows && b.cols == cols,
        "product",
        "matching sizes",
        a.rows + "x" + a.cols,
        b.rows + "x" + b.cols);
    double[] panel = new double[Math.multiplyExact(b.rows, PANEL)];
    double[][] sums = new double[ROWS][PANEL];
    for (int j = 0; j < cols; j += PANEL) {
      int width = Math.min(PANEL, cols - j);
      b.copyPanel(j, width, panel);
      for (int i = 0; i < rows; i += ROWS) {
        sum(a, i, panel, width, sums);
        store(i, j, width, sums);
      }
    }
  }

  private void copyPanel(int from, int width, double[] panel) {
    for (int k = 0; k < rows; k++) {
      int p = at + k * rowStride + from * colStride;
      for (int j = 0; j < width; j++) {
        panel[k * PANEL + j] = data[p + j * colStride];
      }
    }
  }

  private static void sum(Matrix a, int row, double[] panel, int width, double[][] sums) {
    double[] s0 = cleared(sums[0]);
    double[] s1 = cleared(sums[1]);
    double[] s2 = cleared(sums[2]);
    double[] s3 = cleared(sums[3]);
    for (int k = 0; k < a.cols; k++) {
      double a0 = a.clamped(row, k);
      double a1 = a.clamped(row + 1, k);
      double a2 = a.clamped(row + 2, k);
      double a3 = a.clamped(row + 3, k);
      int p = k * PANEL;
      for (int j = 0; j < width; j++) {
        double b = panel[p + j];
        s0[j] += a0 * b;
        s1[j] += a1 * b;
        s2[j] += a2 * b;
        s3[j] += a3 * b;
      }
    }
  }

  private static double[] cleared(double[] sums) {
    Arrays.fill(sums, 0);
    return sums;
  }

  /** The last group of rows may reach past the end; what it sums there is not stored. */
  private double clamped(int row, int col) {
    return data[at + Math.min(row, rows - 1) * rowStride + col * colStride];
  }

  private void store(int row, int col, int width, double[][] sums) {
    for (int i = row; i < Math.min(row + ROWS, rows); i++) {
      for (int j = 0; j < width; j++) {
        data[at + i * rowStride + (col + j) * colStride] = (float) sums[i - row][j];
      }
    }
  }
}
