// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.data;

import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.image.PixelType;
import java.nio.ByteBuffer;

/**
 * Where the pixels of a moved image come from: about its centre, then shifted. The border repeats
 * outwards in images; outside of masks there is nothing.
 *
 * @param width of the grid, columns
 * @param height of the grid, rows
 * @param angle in radians, clockwise as seen
 * @param zoom magnification
 * @param right shift in pixels
 * @param down shift in pixels
 * @param mirrored whether left and right are swapped
 */
record Placement(
    int width, int height, double angle, double zoom, double right, double down, boolean mirrored) {

  /** The same turn and shift, with a part of the image in the middle and as large as it can be. */
  Placement about(CloseUp.View view) {
    double nearer = Math.min(width, height) / view.side();
    double u = nearer * (mirrored ? -1 : 1) * (view.x() - (width - 1) / 2.0);
    double v = nearer * (view.y() - (height - 1) / 2.0);
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    return new Placement(
        width,
        height,
        angle,
        nearer,
        right - (cos * u - sin * v),
        down - (sin * u + cos * v),
        mirrored);
  }

  Image move(Image image) {
    int channels = image.channels();
    byte[] out = new byte[width * height * channels];
    for (int c = 0; c < channels; c++) {
      float[] moved = move(image.plane(c), true);
      for (int i = 0; i < moved.length; i++) {
        out[i * channels + c] = (byte) Math.round(moved[i]);
      }
    }
    return Image.of(width, height, channels, PixelType.UINT8, ByteBuffer.wrap(out));
  }

  Mask move(Mask mask) {
    if (mask.isEmpty()) {
      return mask;
    }
    float[] moved = move(mask.toFloats(), false);
    byte[] inside = new byte[moved.length];
    for (int i = 0; i < moved.length; i++) {
      inside[i] = (byte) (moved[i] > 0.5f ? 1 : 0);
    }
    return Mask.of(width, height, inside);
  }

  private float[] move(float[] plane, boolean repeat) {
    float[] out = new float[plane.length];
    double cos = StrictMath.cos(angle) / zoom;
    double sin = StrictMath.sin(angle) / zoom;
    double cx = (width - 1) / 2.0;
    double cy = (height - 1) / 2.0;
    for (int y = 0; y < height; y++) {
      double dy = y - cy - down;
      for (int x = 0; x < width; x++) {
        double dx = x - cx - right;
        double u = cx + (mirrored ? -1 : 1) * (cos * dx + sin * dy);
        double v = cy - sin * dx + cos * dy;
        out[y * width + x] = sample(plane, u, v, repeat);
      }
    }
    return out;
  }

  private float sample(float[] plane, double u, double v, boolean repeat) {
    int left = (int) Math.floor(u);
    int upper = (int) Math.floor(v);
    float a = (float) (u - left);
    float b = (float) (v - upper);
    float above = (1 - a) * at(plane, left, upper, repeat) + a * at(plane, left + 1, upper, repeat);
    float below =
        (1 - a) * at(plane, left, upper + 1, repeat) + a * at(plane, left + 1, upper + 1, repeat);
    return (1 - b) * above + b * below;
  }

  private float at(float[] plane, int x, int y, boolean repeat) {
    if (!repeat && (x < 0 || y < 0 || x >= width || y >= height)) {
      return 0;
    }
    int column = Math.max(0, Math.min(width - 1, x));
    int row = Math.max(0, Math.min(height - 1, y));
    return plane[row * width + column];
  }
}
