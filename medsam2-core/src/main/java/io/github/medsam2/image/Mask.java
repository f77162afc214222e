package io.github.medsam2.image;

import io.github.medsam2.error.InvalidInputException;
import java.nio.ByteBuffer;

/**
 * A set of pixels on an image's grid: one byte a pixel, 1 inside and 0 outside, row by row.
 * Immutable as long as nobody writes to the buffer it was made from, and then thread-safe.
 */
public final class Mask {
  private final int width;
  private final int height;
  private final ByteBuffer pixels;

  private Mask(int width, int height, ByteBuffer pixels) {
    if (width < 1 || height < 1 || pixels.remaining() != (long) width * height) {
      throw new InvalidInputException(
          "mask",
          "width and height of at least 1 and one byte a pixel",
          width + "x" + height + " with " + pixels.remaining() + " bytes",
          "give a buffer of width * height bytes");
    }
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
    return area() == 0;
  }

  /** A read-only view of the bytes, row by row. */
  public ByteBuffer pixels() {
    return pixels.duplicate();
  }
}
