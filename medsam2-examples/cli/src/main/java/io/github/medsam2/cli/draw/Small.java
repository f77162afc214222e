// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.draw;

import io.github.medsam2.image.BufferedImages;
import io.github.medsam2.image.Image;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/**
 * Pictures for a page: scaled down, and with fewer colours than noise needs, so files are small.
 */
public final class Small {
  private static final int STEP = 8;

  private Small() {}

  /** An 8-bit picture of at most this width. */
  public static Image of(Image picture, int width) {
    int columns = Math.min(width, picture.width());
    int rows = Math.max(1, picture.height() * columns / picture.width());
    BufferedImage scaled = new BufferedImage(columns, rows, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D g = scaled.createGraphics();
    java.awt.Image smooth =
        BufferedImages.of(picture)
            .getScaledInstance(columns, rows, java.awt.Image.SCALE_AREA_AVERAGING);
    g.drawImage(smooth, 0, 0, null);
    g.dispose();
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++) {
        scaled.setRGB(x, y, coarse(scaled.getRGB(x, y)));
      }
    }
    return BufferedImages.toImage(scaled);
  }

  private static int coarse(int rgb) {
    int out = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int value = rgb >> shift & 255;
      out = out << 8 | Math.min(255, (value + STEP / 2) / STEP * STEP);
    }
    return out;
  }
}
