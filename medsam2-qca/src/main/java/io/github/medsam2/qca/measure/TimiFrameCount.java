// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Image;
import io.github.medsam2.qca.geometry.Point2;
import java.util.Arrays;

/**
 * Frames from the entry of contrast at the ostium to its arrival at the distal landmark, at 30
 * frames a second (Gibson 1996). The arrival is when a place has half of the attenuation it gains.
 *
 * @param first frame of entry
 * @param last frame of arrival
 * @param framesPerSecond of the cine
 */
public record TimiFrameCount(int first, int last, double framesPerSecond) {
  /** The descending artery is longer: its count is divided by this. */
  private static final double LAD = 1.7;

  private static final double FULL_RATE = 30;
  private static final double LEAST_RISE = 0.08;

  /** Checks the order. */
  public TimiFrameCount {
    if (first < 0 || last < first || !(framesPerSecond > 0 && framesPerSecond <= 1000)) {
      throw new InvalidInputException(
          "TIMI frame count",
          "arrival after entry, a frame rate above 0",
          first + " to " + last + " at " + framesPerSecond + "/s",
          "check the landmarks and their order");
    }
  }

  /**
   * Finds both frames.
   *
   * @param proximal at the ostium, pixels
   * @param distal the landmark of the artery, pixels
   * @param reach radius in which the vessel moves over the cine, pixels
   * @throws InvalidInputException if contrast does not arrive at both, or no frame is without it
   */
  public static TimiFrameCount of(
      FrameSource cine, Point2 proximal, Point2 distal, double reach, double framesPerSecond) {
    double[] a = new double[cine.count()];
    double[] b = new double[cine.count()];
    for (int i = 0; i < a.length; i++) {
      LogImage log = new LogImage(cine.frame(i));
      Image image = cine.frame(i);
      a[i] = darkest(log, image, proximal, reach);
      b[i] = darkest(log, image, distal, reach);
    }
    return new TimiFrameCount(arrival(a, "ostium"), arrival(b, "landmark"), framesPerSecond);
  }

  private static double darkest(LogImage log, Image image, Point2 p, double reach) {
    if (p.x() < 0 || p.y() < 0 || p.x() > image.width() - 1 || p.y() > image.height() - 1) {
      throw new InvalidInputException(
          "TIMI frame count", "landmarks in the image", p + "", "give pixels of the cine");
    }
    int r = (int) Math.ceil(Math.max(1, Math.min(100, reach)));
    double[] v = new double[(2 * r + 1) * (2 * r + 1)];
    int n = 0;
    for (int dy = -r; dy <= r; dy++) {
      for (int dx = -r; dx <= r; dx++) {
        if (dx * dx + dy * dy <= r * r) {
          v[n++] = log.at(p.x() + dx, p.y() + dy);
        }
      }
    }
    Arrays.sort(v, 0, n);
    return v[(int) (0.9 * (n - 1))];
  }

  private static int arrival(double[] level, String where) {
    double[] smooth = Smooth.median(level, 1);
    double[] sorted = smooth.clone();
    Arrays.sort(sorted);
    double low = sorted[sorted.length / 20];
    double high = sorted[sorted.length - 1 - sorted.length / 20];
    int i = 0;
    while (i < smooth.length && smooth[i] < (low + high) / 2) {
      i++;
    }
    if (high - low < LEAST_RISE || i == 0 || i == smooth.length) {
      throw new InvalidInputException(
          "TIMI frame count",
          "contrast that arrives at the " + where + " during the cine",
          "a rise of " + (high - low) + " at frame " + i,
          "give a cine that starts before the injection, and landmarks on the vessel");
    }
    return i;
  }

  /** Frames at 30 a second. */
  public double count() {
    return (last - first) * FULL_RATE / framesPerSecond;
  }

  /** The count of the descending artery, made comparable with the others. */
  public double correctedLad() {
    return count() / LAD;
  }
}
