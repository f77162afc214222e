// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.examples;

import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.BoxPrompt;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A made-up angiogram: one vessel full of contrast agent, which tapers as it winds down the
 * picture, in front of uneven, noisy grey.
 *
 * @param image 8-bit grey, 256x256
 * @param truth the vessel
 */
record VesselPicture(Image image, Mask truth) {
  private static final int SIDE = 256;
  private static final double WIDEST = 8;
  private static final double NOISE = 5;
  private static final double DARKEST = 90;

  /** A place on the centre line. */
  private record Station(double x, double y, double radius) {}

  static VesselPicture draw(long seed) {
    Random random = new Random(seed);
    List<Station> course = course();
    byte[] grey = new byte[SIDE * SIDE];
    byte[] inside = new byte[SIDE * SIDE];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        double depth = depth(course, x, y);
        double value = background(x, y) - DARKEST * depth / WIDEST + NOISE * random.nextGaussian();
        grey[y * SIDE + x] = (byte) Math.max(0, Math.min(255, Math.round(value)));
        inside[y * SIDE + x] = (byte) (depth > 0 ? 1 : 0);
      }
    }
    return new VesselPicture(Image.gray8(SIDE, SIDE, grey), Mask.of(SIDE, SIDE, inside));
  }

  /** The box drawn tightly around the vessel. */
  BoxPrompt box() {
    return BoxPrompt.around(truth);
  }

  private static List<Station> course() {
    return IntStream.rangeClosed(0, 400).mapToObj(i -> station(i / 400.0)).toList();
  }

  private static Station station(double t) {
    return new Station(70 + 110 * t + 30 * Math.sin(5 * t), 30 + 190 * t, WIDEST - 4.5 * t);
  }

  private static double background(int x, int y) {
    return 160 + 25 * Math.sin(x / 70.0) * Math.cos(y / 50.0) - 0.1 * y;
  }

  /** Half of the way a ray goes through the vessel, in pixels: 0 beside it. */
  private static double depth(List<Station> course, int x, int y) {
    double deepest = 0;
    for (Station s : course) {
      double dx = x - s.x;
      double dy = y - s.y;
      deepest = Math.max(deepest, s.radius * s.radius - dx * dx - dy * dy);
    }
    return Math.sqrt(deepest);
  }
}
