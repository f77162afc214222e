// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.draw;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.PointPrompt;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A rectangle of whole pixels of an image.
 *
 * @param x first column
 * @param y first row
 * @param width columns
 * @param height rows
 */
public record Region(int x, int y, int width, int height) {

  /** All of an image. */
  public static Region all(Image image) {
    return new Region(0, 0, image.width(), image.height());
  }

  /** The part of an image in this region; a copy. */
  public Image cut(Image image) {
    requireInside(image.width(), image.height());
    int bytes = image.channels() * image.type().bytes();
    return Image.of(
        width, height, image.channels(), image.type(), cut(image.pixels(), image.width(), bytes));
  }

  /** The part of a mask in this region; a copy. */
  public Mask cut(Mask mask) {
    requireInside(mask.width(), mask.height());
    return Mask.of(width, height, cut(mask.pixels(), mask.width(), 1));
  }

  private ByteBuffer cut(ByteBuffer pixels, int stride, int bytes) {
    ByteBuffer out = ByteBuffer.allocate(Math.multiplyExact(width * height, bytes));
    for (int row = 0; row < height; row++) {
      out.put(pixels.slice(((y + row) * stride + x) * bytes, width * bytes));
    }
    return out.flip();
  }

  /** A mask of this region on a whole grid, with nothing inside elsewhere. */
  public Mask paste(Mask part, int gridWidth, int gridHeight) {
    byte[] whole = new byte[Math.multiplyExact(gridWidth, gridHeight)];
    part.forEachRun(
        (row, from, to) -> {
          int start = (y + row) * gridWidth + x;
          Arrays.fill(whole, start + from, start + to, (byte) 1);
        });
    return Mask.of(gridWidth, gridHeight, whole);
  }

  /** A box in the coordinates of this region. */
  public BoxPrompt shift(BoxPrompt b) {
    return new BoxPrompt(b.x0() - x, b.y0() - y, b.x1() - x, b.y1() - y);
  }

  /** A point in the coordinates of this region. */
  public PointPrompt shift(PointPrompt p) {
    return new PointPrompt(p.x() - x, p.y() - y, p.positive());
  }

  private void requireInside(int gridWidth, int gridHeight) {
    boolean inside =
        x >= 0
            && y >= 0
            && width > 0
            && height > 0
            && x <= gridWidth - width
            && y <= gridHeight - height;
    if (!inside) {
      throw new InvalidInputException(
          "region " + width + "x" + height + " at " + x + "," + y,
          "a part of the picture",
          "one of " + gridWidth + "x" + gridHeight,
          "give a smaller region");
    }
  }
}
