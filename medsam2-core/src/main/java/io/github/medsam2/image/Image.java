package io.github.medsam2.image;

import io.github.medsam2.error.InvalidInputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * A 2-D image: a function from pixel {@code (x, y)}, x to the right and y down, to one grey or
 * three RGB samples.
 *
 * <p>Samples lie row by row, channels interleaved. Images are immutable as long as nobody writes to
 * the buffer they were made from, and then thread-safe.
 */
public final class Image {
  private final int width;
  private final int height;
  private final int channels;
  private final Samples samples;

  private Image(int width, int height, int channels, PixelType type, ByteBuffer pixels) {
    if (width < 1 || height < 1) {
      throw new InvalidInputException(
          "image", "width and height of at least 1", width + "x" + height, "give a real image");
    }
    if (channels != 1 && channels != 3) {
      throw new InvalidInputException(
          "image", "1 (grey) or 3 (RGB) channels", channels + "", "convert the image first");
    }
    this.width = width;
    this.height = height;
    this.channels = channels;
    this.samples = new Samples("image", type, pixels, (long) width * height * channels);
  }

  /** An image over a buffer, without a copy. Multi-byte samples are little endian. */
  public static Image of(int width, int height, int channels, PixelType type, ByteBuffer pixels) {
    return new Image(width, height, channels, type, pixels);
  }

  /** An 8-bit grey image over an array, without a copy. */
  public static Image gray8(int width, int height, byte[] pixels) {
    return new Image(width, height, 1, PixelType.UINT8, ByteBuffer.wrap(pixels));
  }

  /** An 8-bit RGB image over an array, without a copy. */
  public static Image rgb8(int width, int height, byte[] pixels) {
    return new Image(width, height, 3, PixelType.UINT8, ByteBuffer.wrap(pixels));
  }

  /** A grey image of floats, copied. */
  public static Image grayFloat(int width, int height, float[] pixels) {
    ByteBuffer b =
        ByteBuffer.allocate(Math.multiplyExact(pixels.length, Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    FloatBuffer f = b.asFloatBuffer();
    f.put(pixels);
    return new Image(width, height, 1, PixelType.FLOAT32, b);
  }

  /** Columns. */
  public int width() {
    return width;
  }

  /** Rows. */
  public int height() {
    return height;
  }

  /** 1 for grey, 3 for RGB. */
  public int channels() {
    return channels;
  }

  /** The type of one sample. */
  public PixelType type() {
    return samples.type();
  }

  /** The sample of a channel at a pixel, unscaled. */
  public float value(int x, int y, int channel) {
    return samples.get((y * width + x) * channels + channel);
  }

  /** A read-only little-endian view of all samples, rows first, channels interleaved. */
  public ByteBuffer pixels() {
    return samples.buffer();
  }
}
