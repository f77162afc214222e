// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

import io.github.medsam2.image.Bounds;
import io.github.medsam2.image.BufferedImages;
import io.github.medsam2.image.FullRange;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Intensity;
import io.github.medsam2.image.Mask;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** The part of an image around some masks, enlarged, with or without their outlines. */
final class CasePicture {
  /** Longest side in pixels of the picture. */
  private static final int SIDE = 480;

  private static final int LARGEST_FACTOR = 6;
  private static final int LEAST = 64;

  private final BufferedImage image;
  private final Bounds part;
  private final double factor;

  /** A mask and the colour of its outline. */
  record Outline(Mask mask, int rgb) {}

  /**
   * @param masks all of which are to be seen; at least one with a pixel
   */
  CasePicture(Image image, List<Outline> masks) {
    this.image = BufferedImages.of(eightBit(image));
    Mask all = masks.stream().map(Outline::mask).reduce(Mask::union).orElseThrow();
    this.part = around(all.bounds().orElseThrow(), image.width(), image.height());
    int longest = Math.max(part.width(), part.height());
    this.factor = Math.min(LARGEST_FACTOR, (double) SIDE / longest);
  }

  /** Images with negative samples have no window of their own: from darkest to brightest. */
  private static Image eightBit(Image image) {
    float least = 0;
    for (float v : image.plane(0)) {
      least = Math.min(least, v);
    }
    return least < 0 ? new FullRange().toUint8(image) : Intensity.standard().toUint8(image);
  }

  private static Bounds around(Bounds b, int width, int height) {
    int[] x = range(b.x(), b.width(), width);
    int[] y = range(b.y(), b.height(), height);
    return new Bounds(x[0], y[0], x[1] - x[0], y[1] - y[0]);
  }

  private static int[] range(int from, int length, int size) {
    int margin = Math.max(length / 6 + 4, (LEAST - length) / 2);
    return new int[] {Math.max(0, from - margin), Math.min(size, from + length + margin)};
  }

  BufferedImage plain() {
    return outlined(List.of());
  }

  BufferedImage outlined(List<Outline> outlines) {
    BufferedImage out =
        new BufferedImage(
            Math.max(1, (int) Math.round(part.width() * factor)),
            Math.max(1, (int) Math.round(part.height() * factor)),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D g = out.createGraphics();
    try {
      g.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      g.drawImage(
          image,
          0,
          0,
          out.getWidth(),
          out.getHeight(),
          part.x(),
          part.y(),
          part.x() + part.width(),
          part.y() + part.height(),
          null);
      g.setStroke(new BasicStroke(1.6f));
      outlines.forEach(o -> draw(g, o));
    } finally {
      g.dispose();
    }
    return out;
  }

  /** Along the edges of pixels, so that even a mask one pixel wide has an inside. */
  private void draw(Graphics2D g, Outline outline) {
    g.setColor(new Color(outline.rgb));
    Mask m = outline.mask;
    for (int y = part.y(); y <= part.y() + part.height(); y++) {
      for (int x = part.x(); x <= part.x() + part.width(); x++) {
        boolean here = inside(m, x, y);
        if (here != inside(m, x - 1, y)) {
          line(g, x, y, x, y + 1);
        }
        if (here != inside(m, x, y - 1)) {
          line(g, x, y, x + 1, y);
        }
      }
    }
  }

  private void line(Graphics2D g, int x0, int y0, int x1, int y1) {
    g.draw(
        new Line2D.Double(
            (x0 - part.x()) * factor,
            (y0 - part.y()) * factor,
            (x1 - part.x()) * factor,
            (y1 - part.y()) * factor));
  }

  private static boolean inside(Mask m, int x, int y) {
    return x >= 0 && y >= 0 && x < m.width() && y < m.height() && m.contains(x, y);
  }
}
