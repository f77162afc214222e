// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.resample.AntialiasedBilinear;
import io.github.medsam2.image.resample.Taps;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * A set of pixels on an image's grid: one byte a pixel, 0 outside and anything else inside, row by
 * row. Immutable as long as nobody writes to the buffer it was made from, and then thread-safe. Two
 * masks are equal when they hold the same pixels of the same grid.
 */
public final class Mask {
  private final int width;
  private final int height;
  private final ByteBuffer pixels;

  private Mask(int width, int height, ByteBuffer pixels) {
    Samples.checkSizes("mask", pixels.remaining(), 1, width, height);
    this.width = width;
    this.height = height;
    this.pixels = pixels.slice().asReadOnlyBuffer();
  }

  /** A mask over a buffer of zeros and non-zeros, without a copy. */
  public static Mask of(int width, int height, ByteBuffer pixels) {
    return new Mask(width, height, pixels);
  }

  /** A mask over an array of zeros and non-zeros, without a copy. */
  public static Mask of(int width, int height, byte[] pixels) {
    return new Mask(width, height, ByteBuffer.wrap(pixels));
  }

  /** A mask without a pixel inside. */
  public static Mask empty(int width, int height) {
    return of(width, height, new byte[Taps.checkTarget(width, height)]);
  }

  /**
   * The pixels whose centre lies in a polygon, by the even-odd rule. Pixel (x, y) covers x to x + 1
   * and y to y + 1.
   *
   * @param xy x and y of each corner; at least 3, which may lie outside of the grid
   */
  public static Mask ofPolygon(int width, int height, double... xy) {
    return of(width, height, PolygonFill.fill(width, height, xy));
  }

  /**
   * The pixels whose logit is above a threshold; 0 is an even chance. NaN is outside.
   *
   * @param logits {@code width * height} values from position 0 on, row by row
   */
  public static Mask fromThreshold(int width, int height, FloatBuffer logits, float threshold) {
    byte[] inside = new byte[Taps.checkTarget(width, height)];
    Taps.checkPlane(logits.limit(), width, height);
    float[] row = new float[width];
    for (int at = 0; at < inside.length; at += width) {
      logits.get(at, row);
      for (int x = 0; x < width; x++) {
        inside[at + x] = (byte) (row[x] > threshold ? 1 : 0);
      }
    }
    return of(width, height, inside);
  }

  /** Columns. */
  public int width() {
    return width;
  }

  /** Rows. */
  public int height() {
    return height;
  }

  /** Whether a pixel is inside. Pixels off the grid are outside. */
  public boolean contains(int x, int y) {
    return x >= 0 && y >= 0 && x < width && y < height && pixels.get(y * width + x) != 0;
  }

  /** The number of pixels inside. */
  public int area() {
    int n = 0;
    for (int i = 0; i < pixels.capacity(); i++) {
      if (pixels.get(i) != 0) {
        n++;
      }
    }
    return n;
  }

  /** Whether no pixel is inside. */
  public boolean isEmpty() {
    for (int i = 0; i < pixels.capacity(); i++) {
      if (pixels.get(i) != 0) {
        return false;
      }
    }
    return true;
  }

  /** The smallest rectangle around all pixels inside; empty for an empty mask. */
  public Optional<Bounds> bounds() {
    int[] box = {width, height, -1, -1};
    forEachRun(
        (y, from, to) -> {
          box[0] = Math.min(box[0], from);
          box[1] = Math.min(box[1], y);
          box[2] = Math.max(box[2], to - 1);
          box[3] = y;
        });
    return box[3] < 0
        ? Optional.empty()
        : Optional.of(new Bounds(box[0], box[1], box[2] - box[0] + 1, box[3] - box[1] + 1));
  }

  /** Visits every run of pixels inside, from the top row down and from left to right. */
  public void forEachRun(RunVisitor visitor) {
    byte[] row = new byte[width];
    for (int y = 0; y < height; y++) {
      pixels.get(y * width, row);
      for (int x = 0; x < width; x++) {
        if (row[x] != 0) {
          int from = x;
          while (x < width && row[x] != 0) {
            x++;
          }
          visitor.run(y, from, x);
        }
      }
    }
  }

  /** This mask in a new size: the pixels of which at least half lies inside. */
  public Mask resize(int newWidth, int newHeight) {
    if (width == newWidth && height == newHeight) {
      return this;
    }
    float[] plane = AntialiasedBilinear.resize(toFloats(), width, height, newWidth, newHeight);
    // The largest float below one half: at least half, as a strict threshold.
    return fromThreshold(newWidth, newHeight, FloatBuffer.wrap(plane), Math.nextDown(0.5f));
  }

  /** The pixels inside this mask or the other. */
  public Mask union(Mask other) {
    return combine(other, (a, b) -> a || b);
  }

  /** The pixels inside this mask and the other. */
  public Mask intersection(Mask other) {
    return combine(other, (a, b) -> a && b);
  }

  /** The pixels inside this mask but not the other. */
  public Mask minus(Mask other) {
    return combine(other, (a, b) -> a && !b);
  }

  private Mask combine(Mask other, Rule rule) {
    if (width != other.width || height != other.height) {
      throw new InvalidInputException(
          "masks to combine",
          "one grid of " + width + "x" + height,
          other.width + "x" + other.height,
          "resize one of the masks");
    }
    byte[] out = new byte[width * height];
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) (rule.inside(pixels.get(i) != 0, other.pixels.get(i) != 0) ? 1 : 0);
    }
    return of(width, height, out);
  }

  private interface Rule {
    boolean inside(boolean here, boolean there);
  }

  /** 1 inside and 0 outside, row by row; a copy. */
  public float[] toFloats() {
    float[] out = new float[width * height];
    forEachRun((y, from, to) -> Arrays.fill(out, y * width + from, y * width + to, 1));
    return out;
  }

  /** A read-only view of the bytes, row by row: 0 outside, anything else inside. */
  public ByteBuffer pixels() {
    return pixels.duplicate();
  }

  @Override
  public boolean equals(Object o) {
    if (!(o instanceof Mask m) || width != m.width || height != m.height) {
      return false;
    }
    for (int i = 0; i < pixels.capacity(); i++) {
      if ((pixels.get(i) != 0) != (m.pixels.get(i) != 0)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    int[] hash = {31 * width + height};
    forEachRun((y, from, to) -> hash[0] = (31 * hash[0] + y * width + from) * 31 + to);
    return hash[0];
  }

  @Override
  public String toString() {
    return "Mask[" + width + "x" + height + ", " + area() + " inside]";
  }
}
