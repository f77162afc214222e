// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.resample.PillowBicubic;
import io.github.medsam2.image.resample.Taps;
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
    if (channels != 1 && channels != 3) {
      throw new InvalidInputException(
          "image", "1 (grey) or 3 (RGB) channels", channels + "", "convert the image first");
    }
    this.width = width;
    this.height = height;
    this.channels = channels;
    this.samples = new Samples("image", type, pixels, width, height, channels);
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

  /** An unsigned 16-bit grey image, copied. */
  public static Image gray16(int width, int height, short[] pixels) {
    ByteBuffer b =
        ByteBuffer.allocate(Math.multiplyExact(pixels.length, Short.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    b.asShortBuffer().put(pixels);
    return new Image(width, height, 1, PixelType.UINT16, b);
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

  /**
   * The sample of a channel at a pixel, unscaled.
   *
   * @throws InvalidInputException for a pixel or channel that is not there
   */
  public float value(int x, int y, int channel) {
    if (x < 0 || y < 0 || x >= width || y >= height) {
      throw Samples.off("pixel", x + ", " + y, width + "x" + height);
    }
    checkChannel(channel);
    return samples.get((y * width + x) * channels + channel);
  }

  private void checkChannel(int channel) {
    if (channel < 0 || channel >= channels) {
      throw Samples.off("channel", channel + "", channels + "");
    }
  }

  /** One channel as floats, unscaled, row by row; a copy. */
  public float[] plane(int channel) {
    checkChannel(channel);
    return samples.floats(channel, channels);
  }

  /** One channel of an 8-bit image, row by row; a copy. */
  byte[] plane8(int channel) {
    return samples.bytes(channel, channels);
  }

  /**
   * This 8-bit image in a new size, by {@link PillowBicubic}; itself when it has that size.
   *
   * @param newWidth new columns, at least 1
   * @param newHeight new rows, at least 1
   */
  public Image resizeBicubic(int newWidth, int newHeight) {
    if (type() != PixelType.UINT8) {
      throw new InvalidInputException(
          "bicubic resize", "8-bit samples", type().toString(), "apply an Intensity first");
    }
    int n = Taps.checkTarget(newWidth, newHeight);
    if (width == newWidth && height == newHeight) {
      return this;
    }
    byte[] all = new byte[Math.multiplyExact(n, channels)];
    for (int c = 0; c < channels; c++) {
      byte[] plane = PillowBicubic.resize(plane8(c), width, height, newWidth, newHeight);
      for (int i = 0; i < n; i++) {
        all[i * channels + c] = plane[i];
      }
    }
    return of(newWidth, newHeight, channels, PixelType.UINT8, ByteBuffer.wrap(all));
  }

  /** Three equal channels of a grey image; an RGB image as it is. */
  public Image toRgb() {
    if (channels == 3) {
      return this;
    }
    float[] grey = plane(0);
    return reshape(3, grey, grey, grey);
  }

  /**
   * The luma of an RGB image, 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601); integers are rounded. A
   * grey image as it is.
   */
  public Image toGray() {
    if (channels == 1) {
      return this;
    }
    float[] luma = new float[width * height];
    for (int i = 0; i < luma.length; i++) {
      double y =
          0.299 * samples.get(3 * i)
              + 0.587 * samples.get(3 * i + 1)
              + 0.114 * samples.get(3 * i + 2);
      luma[i] = (float) (type() == PixelType.FLOAT32 ? y : Math.rint(y));
    }
    return reshape(1, luma);
  }

  private Image reshape(int newChannels, float[]... planes) {
    int count = Math.multiplyExact(width * height, newChannels);
    ByteBuffer b = Samples.allocate(type(), count);
    for (int i = 0; i < count; i++) {
      Samples.put(b, type(), i, planes[i % newChannels][i / newChannels]);
    }
    return new Image(width, height, newChannels, type(), b);
  }

  Samples samples() {
    return samples;
  }

  /** A read-only little-endian view of all samples, rows first, channels interleaved. */
  public ByteBuffer pixels() {
    return samples.buffer();
  }

  /** The sizes, grey or RGB, and the type. */
  @Override
  public String toString() {
    return "Image[" + width + "x" + height + (channels == 1 ? " grey " : " RGB ") + type() + "]";
  }
}
