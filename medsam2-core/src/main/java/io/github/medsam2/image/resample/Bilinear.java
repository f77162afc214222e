// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image.resample;

/**
 * Bilinear resizing between the two nearest samples of each axis, without antialiasing even when
 * the plane shrinks; sample centres lie half a step inside the border, and the border repeats
 * outwards. Logits are brought to the grid of the image with it. A row of the plane is resized
 * once, for all rows that lie between it and the next.
 */
public final class Bilinear {

  private Bilinear() {}

  /** Takes the rows of a plane in their order. */
  @FunctionalInterface
  public interface Rows {
    /**
     * Takes a row.
     *
     * @param values valid until this returns
     */
    void take(int row, float[] values);
  }

  /**
   * A plane in a new size; a copy when it has that size.
   *
   * @param plane {@code width * height} samples, row by row
   */
  public static float[] resize(float[] plane, int width, int height, int newWidth, int newHeight) {
    float[] out = new float[Taps.checkTarget(newWidth, newHeight)];
    Rows rows = (y, row) -> System.arraycopy(row, 0, out, y * newWidth, newWidth);
    resize(plane, width, height, newWidth, newHeight, rows);
    return out;
  }

  /** As {@link #resize(float[], int, int, int, int)}, row by row. */
  public static void resize(
      float[] plane, int width, int height, int newWidth, int newHeight, Rows rows) {
    Taps.checkPlane(plane.length, width, height);
    Taps.checkTarget(newWidth, newHeight);
    Axis across = new Axis(width, newWidth);
    Axis down = new Axis(height, newHeight);
    float[] out = new float[newWidth];
    float[] upper = new float[newWidth];
    float[] lower = new float[newWidth];
    int upperRow = -1;
    int lowerRow = -1;
    for (int y = 0; y < newHeight; y++) {
      if (upperRow != down.lower[y] && lowerRow == down.lower[y]) {
        float[] swapped = upper;
        upper = lower;
        lower = swapped;
        lowerRow = upperRow;
        upperRow = down.lower[y];
      }
      upperRow = across.fill(upper, upperRow, plane, down.lower[y], width);
      lowerRow = across.fill(lower, lowerRow, plane, down.upper[y], width);
      between(upper, lower, down.weight[y], out);
      rows.take(y, out);
    }
  }

  private static void between(float[] upper, float[] lower, float v, float[] out) {
    float u = 1 - v;
    for (int x = 0; x < out.length; x++) {
      out[x] = u * upper[x] + v * lower[x];
    }
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

    /** Resizes a row of the plane into a buffer, unless it is there; returns the row. */
    int fill(float[] buffer, int there, float[] plane, int row, int width) {
      if (there != row) {
        int from = row * width;
        for (int x = 0; x < buffer.length; x++) {
          float u = weight[x];
          buffer[x] = (1 - u) * plane[from + lower[x]] + u * plane[from + upper[x]];
        }
      }
      return row;
    }
  }
}
