// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

import io.github.medsam2.error.InvalidInputException;
import java.nio.ByteBuffer;

/**
 * A rectangle of an image, to be embedded in the image's stead. A model sees every image at its own
 * size (512 pixels, say); of one that is larger, what is small is lost. Of a region around the
 * object more is left.
 *
 * <pre>{@code
 * Region region = Region.around(1200, 800, 1320, 910, 1, image);
 * try (ImageEmbedding part = model.embed(region.cut(image))) {
 *   Segmentation s =
 *       model.prompt(part).box(region.x(1200), region.y(800), region.x(1320), region.y(910)).predict();
 *   Mask whole = region.paste(s.mask(), image);
 * }
 * }</pre>
 *
 * @param bounds the rectangle, within an image
 */
public record Region(Bounds bounds) {

  /** Checks that it has an area and lies at 0 or beyond. */
  public Region {
    if (bounds.x() < 0 || bounds.y() < 0 || bounds.width() < 1 || bounds.height() < 1) {
      throw new InvalidInputException(
          "region", "a rectangle of at least one pixel from 0, 0 on", bounds + "", "correct it");
    }
  }

  /**
   * The region around a box: square where the image allows, so that nothing is stretched.
   *
   * @param x0 left side of the box, in pixels of the image
   * @param y0 its upper side
   * @param x1 its right side, more than {@code x0}
   * @param y1 its lower side, more than {@code y0}
   * @param margin left on each side, as a part of the box's longer side: 0 or more; 1 shows the
   *     network three times as much as the object
   * @param image the whole
   */
  public static Region around(
      double x0, double y0, double x1, double y1, double margin, Image image) {
    boolean good = x0 < x1 && y0 < y1 && margin >= 0 && Double.isFinite(margin);
    boolean meets = x1 >= 0 && y1 >= 0 && x0 <= image.width() - 1 && y0 <= image.height() - 1;
    if (!good || !meets) {
      throw new InvalidInputException(
          "region of interest",
          "a box with an area that meets the image, and a margin of 0 or more",
          "x0=" + x0 + " y0=" + y0 + " x1=" + x1 + " y1=" + y1 + " margin=" + margin,
          "give the upper left corner first");
    }
    double side = Math.max(x1 - x0, y1 - y0) * (1 + 2 * margin) + 1;
    int[] across = span((x0 + x1) / 2, side, image.width());
    int[] down = span((y0 + y1) / 2, side, image.height());
    return new Region(new Bounds(across[0], down[0], across[1], down[1]));
  }

  /** Start and length of a side around a centre: moved, then cut, to lie within an image. */
  private static int[] span(double centre, double side, int size) {
    int length = (int) Math.max(1, Math.min(size, Math.ceil(side)));
    int start = (int) Math.rint(centre - (length - 1) / 2.0);
    return new int[] {Math.max(0, Math.min(size - length, start)), length};
  }

  /** A column of the image as one of the region. */
  public double x(double column) {
    return column - bounds.x();
  }

  /** A row of the image as one of the region. */
  public double y(double row) {
    return row - bounds.y();
  }

  /** The pixels of the region, copied. */
  public Image cut(Image image) {
    requireWithin(image);
    int pixel = image.channels() * image.type().bytes();
    byte[] out = new byte[bounds.width() * bounds.height() * pixel];
    ByteBuffer all = image.pixels();
    for (int row = 0; row < bounds.height(); row++) {
      int from = ((bounds.y() + row) * image.width() + bounds.x()) * pixel;
      all.get(from, out, row * bounds.width() * pixel, bounds.width() * pixel);
    }
    return Image.of(
        bounds.width(), bounds.height(), image.channels(), image.type(), ByteBuffer.wrap(out));
  }

  /**
   * A mask of the region on the grid of the image; nothing is inside beyond the region.
   *
   * @param mask on the region's grid
   * @param image whose grid is meant
   */
  public Mask paste(Mask mask, Image image) {
    requireWithin(image);
    if (mask.width() != bounds.width() || mask.height() != bounds.height()) {
      throw new InvalidInputException(
          "mask of a region",
          bounds.width() + "x" + bounds.height(),
          mask.width() + "x" + mask.height(),
          "give the mask that was found in the region's own image");
    }
    byte[] out = new byte[image.width() * image.height()];
    for (int row = 0; row < bounds.height(); row++) {
      int to = (bounds.y() + row) * image.width() + bounds.x();
      mask.pixels().get(row * bounds.width(), out, to, bounds.width());
    }
    return Mask.of(image.width(), image.height(), out);
  }

  private void requireWithin(Image image) {
    if (bounds.x() + bounds.width() > image.width()
        || bounds.y() + bounds.height() > image.height()) {
      throw new InvalidInputException(
          "region of an image",
          "one within " + image.width() + "x" + image.height(),
          bounds.toString(),
          "use the image the region was made for");
    }
  }
}
