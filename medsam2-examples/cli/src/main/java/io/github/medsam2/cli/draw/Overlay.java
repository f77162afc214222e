// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.draw;

import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.PointPrompt;
import io.github.medsam2.prompt.Prompt;
import java.util.List;

/**
 * A picture of an image with a mask laid over it: the mask as a veil with a contour, the box around
 * the pixels it holds, points as open rings with ticks, four for a point on the object and two for
 * one beside it. Small images are magnified, so that lines are thin beside their pixels.
 */
public final class Overlay {
  private static final int LEGIBLE_SIDE = 1024;
  private static final int MASK = 0x00c8ff;
  private static final int BOX = 0xffd24a;
  private static final int ON = 0x4dff6a;
  private static final int BESIDE = 0xff4d4d;
  private static final double VEIL = 0.22;
  private static final double LINE = 0.9;
  private static final int RING = 7;

  private final Canvas canvas;
  private final int scale;
  private final int lineWidth;

  private Overlay(Image image) {
    this.scale = scale(image);
    this.lineWidth = scale < 4 ? 1 : 2;
    this.canvas = new Canvas(image, scale);
  }

  /**
   * Draws everything.
   *
   * @param image 8 bits, grey or RGB
   * @param mask on the grid of the image
   * @param prompts whose boxes and points are drawn
   * @return an RGB picture, {@link #scale} times as wide and high as the image
   */
  public static Image of(Image image, Mask mask, List<Prompt> prompts) {
    Overlay overlay = new Overlay(image);
    overlay.draw(mask);
    for (Prompt prompt : prompts) {
      if (prompt instanceof BoxPrompt box) {
        overlay.draw(box);
      } else if (prompt instanceof PointPrompt point) {
        overlay.draw(point);
      }
    }
    return overlay.canvas.image();
  }

  /** How many times an image is magnified. */
  public static int scale(Image image) {
    return Math.max(1, LEGIBLE_SIDE / Math.max(image.width(), image.height()));
  }

  /** The contour is the outermost line of the mask's own pixels, so that it covers nothing else. */
  private void draw(Mask mask) {
    mask.forEachRun(
        (row, from, to) -> {
          for (int y = row * scale; y < (row + 1) * scale; y++) {
            for (int x = from * scale; x < to * scale; x++) {
              canvas.blend(x, y, MASK, isContour(mask, x, y) ? LINE : VEIL);
            }
          }
        });
  }

  private boolean isContour(Mask mask, int x, int y) {
    int left = Math.floorDiv(x - lineWidth, scale);
    int right = (x + lineWidth) / scale;
    int top = Math.floorDiv(y - lineWidth, scale);
    int bottom = (y + lineWidth) / scale;
    return !mask.contains(left, top)
        || !mask.contains(right, top)
        || !mask.contains(left, bottom)
        || !mask.contains(right, bottom);
  }

  /** A line just outside the first and last pixels of the box. */
  private void draw(BoxPrompt box) {
    int left = (int) Math.rint(box.x0() * scale - 1);
    int top = (int) Math.rint(box.y0() * scale - 1);
    int right = (int) Math.rint((box.x1() + 1) * scale);
    int bottom = (int) Math.rint((box.y1() + 1) * scale);
    canvas.row(top, left, right, BOX, LINE);
    canvas.row(bottom, left, right, BOX, LINE);
    canvas.column(left, top + 1, bottom - 1, BOX, LINE);
    canvas.column(right, top + 1, bottom - 1, BOX, LINE);
  }

  private void draw(PointPrompt point) {
    int x = (int) Math.rint((point.x() + 0.5) * scale - 0.5);
    int y = (int) Math.rint((point.y() + 0.5) * scale - 0.5);
    int colour = point.positive() ? ON : BESIDE;
    ring(x, y, colour);
    canvas.row(y, x - 2 * RING, x - RING - 2, colour, LINE);
    canvas.row(y, x + RING + 2, x + 2 * RING, colour, LINE);
    if (point.positive()) {
      canvas.column(x, y - 2 * RING, y - RING - 2, colour, LINE);
      canvas.column(x, y + RING + 2, y + 2 * RING, colour, LINE);
    }
  }

  private void ring(int x, int y, int colour) {
    for (int dy = -RING - 1; dy <= RING + 1; dy++) {
      for (int dx = -RING - 1; dx <= RING + 1; dx++) {
        double away = Math.abs(Math.hypot(dx, dy) - RING);
        canvas.blend(x + dx, y + dy, colour, LINE * Math.max(0, 1 - away));
      }
    }
  }
}
