// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.page.study;

import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Image;

/** Frames as they are sent to the browser, which shows them through a window of its own. */
public interface Samples {

  /** How to read them. */
  Format format();

  /** The samples of a frame, row by row; those of 16 bits little endian. */
  byte[] frame(int index);

  /**
   * How to read samples: {@code value = sample * slope + intercept}, seen through a window.
   *
   * @param bits 8 or 16, unsigned
   * @param channels 1 for grey, 3 for red, green and blue, which have no window
   * @param slope of the values
   * @param intercept of the values
   * @param center of the window that the network sees them through
   * @param width of that window, above 0
   * @param low the least value there may be
   * @param high the highest
   * @param invert whether high values are dark
   * @param unit of the values, such as HU; may be empty
   */
  record Format(
      int bits,
      int channels,
      double slope,
      double intercept,
      double center,
      double width,
      double low,
      double high,
      boolean invert,
      String unit) {
    static final Format GREY = new Format(8, 1, 1, 0, 127.5, 255, 0, 255, false, "");
    static final Format COLOUR = new Format(8, 3, 1, 0, 127.5, 255, 0, 255, false, "");
  }

  /** What the network sees, in 8 bits. */
  static Samples of(FrameSource eightBit) {
    boolean colour = eightBit.frame(0).channels() == 3;
    Format format = colour ? Format.COLOUR : Format.GREY;
    return new Samples() {
      @Override
      public Format format() {
        return format;
      }

      @Override
      public byte[] frame(int index) {
        Image image = eightBit.frame(index);
        byte[] bytes = new byte[image.width() * image.height() * image.channels()];
        image.pixels().get(bytes);
        return bytes;
      }
    };
  }
}
