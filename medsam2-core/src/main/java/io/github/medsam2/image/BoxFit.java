// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

import java.util.Arrays;

/**
 * Brings an answer to a box into agreement with the box: who draws one around an object says that
 * nothing of it lies outside, and that it reaches all four sides. Outside, logits that are positive
 * are negated; of the pieces inside only large ones stay. Where these do not reach the sides,
 * fainter pieces join that bring them there, if with them the box is filled from side to side. So a
 * box that was drawn with room to spare only loses small pieces.
 */
public final class BoxFit {
  /** Pieces that weigh less than this part of the heaviest go. */
  private static final double LEAST = 0.35;

  /** How far below zero the fainter pieces may lie, one try each. */
  private static final float[] FAINTER = {0.7f, 1.5f, 2.5f};

  /** Fainter pieces are believed where their bounding box and the drawn one agree so well (IoU). */
  private static final double AGREED = 0.85;

  /** A try must agree better than the last by so much. */
  private static final double BETTER = 0.02;

  private BoxFit() {}

  /**
   * A box on a grid of logits.
   *
   * @param x0 left edge in cells: 0 is the grid's left edge
   * @param y0 upper edge
   * @param x1 right edge
   * @param y1 lower edge
   */
  public record Box(double x0, double y0, double x1, double y1) {

    /** The share of a cell's extent along one axis that lies inside. */
    private static double share(double from, double to, int cell) {
      return Math.max(0, Math.min(to, cell + 1.0) - Math.max(from, cell));
    }

    /** The share of a cell that lies inside, 0 to 1. */
    public double share(int x, int y) {
      return share(x0, x1, x) * share(y0, y1, y);
    }

    double iou(Box other) {
      double across = Math.min(x1, other.x1) - Math.max(x0, other.x0);
      double down = Math.min(y1, other.y1) - Math.max(y0, other.y0);
      double both = Math.max(0, across) * Math.max(0, down);
      return both / (area() + other.area() - both);
    }

    private double area() {
      return (x1 - x0) * (y1 - y0);
    }

    Box with(Box other) {
      return new Box(
          Math.min(x0, other.x0),
          Math.min(y0, other.y0),
          Math.max(x1, other.x1),
          Math.max(y1, other.y1));
    }
  }

  /**
   * Fits an answer.
   *
   * @param logits row by row, above 0 inside; not written to
   * @param width cells of a row
   * @param box as it was drawn, of an area above 0
   * @return new logits; those given, copied, when nothing in the box is above 0
   */
  public static float[] apply(float[] logits, int width, Box box) {
    float[] best = cut(logits, 0, width, box);
    BoxPieces pieces = BoxPieces.of(best, width);
    if (pieces.none()) {
      return logits.clone();
    }
    double agreed = pieces.keepHeavy(LEAST).iou(box);
    pieces.negateOthers(best);
    for (float fainter : FAINTER) {
      float[] lower = cut(logits, fainter, width, box);
      BoxPieces more = BoxPieces.of(lower, width);
      double iou = more.keepTowards(box).iou(box);
      if (iou >= AGREED && iou > agreed + BETTER) {
        more.negateOthers(lower);
        best = lower;
        agreed = iou;
      }
    }
    return best;
  }

  /** Raised, and negated outside; cells that the box cuts lie between. */
  private static float[] cut(float[] logits, float raise, int width, Box box) {
    float[] out = Arrays.copyOf(logits, logits.length);
    for (int i = 0; i < out.length; i++) {
      out[i] += raise;
      if (out[i] > 0) {
        out[i] *= (float) (2 * box.share(i % width, i / width) - 1);
      }
    }
    return out;
  }
}
