package io.github.medsam2.examples;

import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.BoxPrompt;
import java.util.Random;

/**
 * A made-up angiogram: one vessel full of contrast agent, which tapers as it winds down the
 * picture, in front of uneven, noisy grey.
 *
 * @param image 8-bit grey, 256x256
 * @param truth the vessel
 */
record VesselPicture(Image image, Mask truth) {
  private static final int SIDE = 256;
  private static final int STATIONS = 400;
  private static final double NOISE = 5;
  private static final double DARKEST = 90;

  static VesselPicture draw(long seed) {
    Random random = new Random(seed);
    byte[] grey = new byte[SIDE * SIDE];
    byte[] inside = new byte[SIDE * SIDE];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        double depth = depth(x, y);
        double value = background(x, y) - DARKEST * depth + NOISE * random.nextGaussian();
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

  private static double background(int x, int y) {
    return 160 + 25 * Math.sin(x / 70.0) * Math.cos(y / 50.0) - 0.1 * y;
  }

  /** How much of a vessel a ray crosses here, relative to its widest place: 0 beside it. */
  private static double depth(int x, int y) {
    double deepest = 0;
    for (int i = 0; i <= STATIONS; i++) {
      double t = (double) i / STATIONS;
      double radius = 8 - 4.5 * t;
      double dx = x - (70 + 110 * t + 30 * Math.sin(5 * t));
      double dy = y - (30 + 190 * t);
      double chord = radius * radius - dx * dx - dy * dy;
      deepest = Math.max(deepest, chord);
    }
    return Math.sqrt(deepest) / 8;
  }
}
