// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

import io.github.medsam2.image.Bounds;
import io.github.medsam2.image.Mask;

/** How wide an object is on the mean: 2 area / outline, which is right for long ones. */
final class MeanWidth {
  /** Length of the outline through a corner of four pixels, by how many of them are inside. */
  private static final double CUT = Math.sqrt(0.5);

  private MeanWidth() {}

  /** Pixels; of a mask that is not empty. */
  static double of(Mask mask) {
    return 2.0 * mask.area() / outline(mask);
  }

  private static double outline(Mask mask) {
    Bounds b = mask.bounds().orElseThrow();
    double length = 0;
    for (int y = b.y(); y <= b.y() + b.height(); y++) {
      for (int x = b.x(); x <= b.x() + b.width(); x++) {
        length += through(mask, x, y);
      }
    }
    return length;
  }

  private static double through(Mask m, int x, int y) {
    int upper = inside(m, x - 1, y - 1) + inside(m, x, y - 1);
    int left = inside(m, x - 1, y - 1) + inside(m, x - 1, y);
    int all = upper + inside(m, x - 1, y) + inside(m, x, y);
    return switch (all) {
      case 1, 3 -> CUT;
      case 2 -> upper == 1 && left == 1 ? 2 * CUT : 1;
      default -> 0;
    };
  }

  private static int inside(Mask m, int x, int y) {
    return x >= 0 && y >= 0 && x < m.width() && y < m.height() && m.contains(x, y) ? 1 : 0;
  }
}
