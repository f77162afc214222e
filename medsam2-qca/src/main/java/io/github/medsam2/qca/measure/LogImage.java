// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.PixelType;
import org.jspecify.annotations.Nullable;

/**
 * An angiogram as attenuation: minus the logarithm of the grey value, so that contrast adds up and
 * is positive, and the exponent of a power-law display curve is only a factor. Read by cubic
 * interpolation; the border repeats. Worked out in tiles where it is read.
 */
final class LogImage {
  private static final int TILE = 64;

  private final Image image;
  private final int width;
  private final int height;
  private final int columns;
  private final float[] @Nullable [] tiles;
  private final double darkest;

  LogImage(Image image) {
    this.image = image;
    this.width = image.width();
    this.height = image.height();
    this.columns = (width + TILE - 1) / TILE;
    this.tiles = new float[columns * ((height + TILE - 1) / TILE)][];
    this.darkest = darkest(image);
  }

  /** Below this a pixel says nothing: half a grey level, or as much of the range of floats. */
  private static double darkest(Image image) {
    if (image.type() != PixelType.FLOAT32) {
      return 0.5;
    }
    double brightest = 0;
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        float v = image.value(x, y, 0);
        if (!Float.isFinite(v)) {
          throw new InvalidInputException(
              "QCA",
              "an image of finite pixels",
              v + " at " + x + ", " + y,
              "fill or leave out what was not measured");
        }
        brightest = Math.max(brightest, v);
      }
    }
    if (brightest <= 0) {
      throw new InvalidInputException(
          "QCA", "grey values above 0", "none", "give the frame as grey values of light");
    }
    return brightest / 510;
  }

  double at(double x, double y) {
    int x0 = (int) Math.floor(x);
    int y0 = (int) Math.floor(y);
    double fx = x - x0;
    double fy = y - y0;
    double a = weight(-1, fx);
    double b = weight(0, fx);
    double c = weight(1, fx);
    double d = weight(2, fx);
    double sum = 0;
    int left = x0 - 1;
    int top = y0 - 1;
    boolean inTile = left >= 0 && top >= 0 && left % TILE <= TILE - 4 && top % TILE <= TILE - 4;
    if (inTile && x0 + 2 < width && y0 + 2 < height) {
      float[] tile = tileAt(left, top);
      int k = top % TILE * TILE + left % TILE;
      for (int j = -1; j <= 2; j++, k += TILE) {
        sum += weight(j, fy) * (a * tile[k] + b * tile[k + 1] + c * tile[k + 2] + d * tile[k + 3]);
      }
      return sum;
    }
    for (int j = -1; j <= 2; j++) {
      int line = y0 + j;
      double row =
          a * pixel(x0 - 1, line)
              + b * pixel(x0, line)
              + c * pixel(x0 + 1, line)
              + d * pixel(x0 + 2, line);
      sum += weight(j, fy) * row;
    }
    return sum;
  }

  private float pixel(int x, int y) {
    int cx = Math.min(width - 1, Math.max(0, x));
    int cy = Math.min(height - 1, Math.max(0, y));
    return tileAt(cx, cy)[cy % TILE * TILE + cx % TILE];
  }

  private float[] tileAt(int x, int y) {
    int t = y / TILE * columns + x / TILE;
    float[] tile = tiles[t];
    if (tile == null) {
      tile = tile(x / TILE * TILE, y / TILE * TILE);
      tiles[t] = tile;
    }
    return tile;
  }

  private float[] tile(int left, int top) {
    float[] tile = new float[TILE * TILE];
    for (int y = top; y < Math.min(height, top + TILE); y++) {
      for (int x = left; x < Math.min(width, left + TILE); x++) {
        tile[(y - top) * TILE + x - left] =
            (float) -Math.log(Math.max(darkest, image.value(x, y, 0)));
      }
    }
    return tile;
  }

  /** Catmull-Rom. */
  private static double weight(int k, double f) {
    double t = Math.abs(k - f);
    if (t < 1) {
      return 1 - 2.5 * t * t + 1.5 * t * t * t;
    }
    return t < 2 ? 2 - 4 * t + 2.5 * t * t - 0.5 * t * t * t : 0;
  }
}
