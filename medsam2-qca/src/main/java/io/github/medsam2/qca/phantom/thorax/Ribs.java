// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom.thorax;

import io.github.medsam2.qca.phantom.chance.Chance;

/**
 * Ribs: bands with dense borders, those of the back and of the front sloping against each other.
 */
final class Ribs {
  private Ribs() {}

  static void add(Field field, Chance chance) {
    int n = 6 + chance.below(4);
    double spacing = chance.between(20, 27);
    double slopeBack = chance.between(0.1, 0.35) * (chance.with(0.5) ? 1 : -1);
    double seen = chance.between(0.25, 1);
    for (int k = 0; k < n; k++) {
      boolean front = k % 2 == 1;
      double y0 = (k - n / 2.0) * spacing + chance.normal(0, 3);
      double slope = (front ? -1.6 : 1) * slopeBack + chance.normal(0, 0.03);
      double bow = chance.normal(0.0018, 0.0008) * (front ? -1 : 1);
      double half = chance.between(3.5, 5.5);
      double density = seen * chance.between(0.03, 0.1) * (front ? 0.6 : 1);
      rib(field, y0, slope, bow, half, density);
    }
  }

  private static void rib(
      Field field, double y0, double slope, double bow, double half, double density) {
    for (int x = 0; x < field.width; x++) {
      double px = field.right(x);
      double middle = y0 + slope * px + bow * px * px;
      int from = (int) Math.max(0, field.row(middle - half - 4));
      int to = (int) Math.min(field.height - 1.0, field.row(middle + half + 4));
      for (int y = from; y <= to; y++) {
        double d = Math.abs(field.down(y) - middle);
        double cortex = 0.9 * Field.soft(0.8 - Math.abs(d - half + 0.8), 0.3);
        field.od[y * field.width + x] += (float) (density * (Field.soft(half - d, 0.5) + cortex));
      }
    }
  }
}
