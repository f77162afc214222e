// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.draw;

import io.github.medsam2.image.Image;

/** An RGB picture to draw on. What lies outside it is not drawn. */
public final class Canvas {
  private final int width;
  private final int height;
  private final byte[] rgb;

  /** An 8-bit image, each of its pixels a square of so many. */
  public Canvas(Image image, int scale) {
    this.width = Math.multiplyExact(image.width(), scale);
    this.height = Math.multiplyExact(image.height(), scale);
    this.rgb = new byte[Math.multiplyExact(Math.multiplyExact(width, height), 3)];
    for (int i = 0; i < rgb.length; i++) {
      int x = i / 3 % width / scale;
      int y = i / 3 / width / scale;
      rgb[i] = (byte) image.value(x, y, image.channels() == 1 ? 0 : i % 3);
    }
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /**
   * Lays a colour over one pixel.
   *
   * @param colour 0xRRGGBB
   * @param opacity from 0, which changes nothing, to 1
   */
  public void blend(int x, int y, int colour, double opacity) {
    if (x < 0 || y < 0 || x >= width || y >= height) {
      return;
    }
    for (int c = 0; c < 3; c++) {
      int at = (y * width + x) * 3 + c;
      int over = (colour >> (16 - 8 * c)) & 255;
      rgb[at] = (byte) Math.round((1 - opacity) * (rgb[at] & 255) + opacity * over);
    }
  }

  public void row(int y, int from, int to, int colour, double opacity) {
    for (int x = Math.max(0, from); x <= Math.min(to, width - 1); x++) {
      blend(x, y, colour, opacity);
    }
  }

  public void column(int x, int from, int to, int colour, double opacity) {
    for (int y = Math.max(0, from); y <= Math.min(to, height - 1); y++) {
      blend(x, y, colour, opacity);
    }
  }

  public Image image() {
    return Image.rgb8(width, height, rgb.clone());
  }
}
