// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.concept;

/**
 * A box around something that is an instance of the concept, or that is none; in shares of the
 * image's sides.
 *
 * @param cx centre, 0 at the left, 1 at the right
 * @param cy centre, 0 at the top
 * @param width of the box
 * @param height of the box
 * @param like whether it is an instance
 */
public record ExampleBox(float cx, float cy, float width, float height, boolean like) {

  /**
   * A box by its corners.
   *
   * @param x0 left side in pixels of an image
   * @param y0 upper side
   * @param x1 right side
   * @param y1 lower side
   * @param columns of the image
   * @param rows of the image
   * @param like whether it is an instance
   */
  public static ExampleBox of(
      double x0, double y0, double x1, double y1, int columns, int rows, boolean like) {
    return new ExampleBox(
        (float) ((x0 + x1) / 2 / columns),
        (float) ((y0 + y1) / 2 / rows),
        (float) ((x1 - x0) / columns),
        (float) ((y1 - y0) / rows),
        like);
  }

  float left() {
    return cx - 0.5f * width;
  }

  float right() {
    return cx + 0.5f * width;
  }

  float top() {
    return cy - 0.5f * height;
  }

  float bottom() {
    return cy + 0.5f * height;
  }

  float[] numbers() {
    return new float[] {cx, cy, width, height};
  }
}
