// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom.thorax;

import io.github.medsam2.qca.phantom.chance.Chance;

/** Vessels of the lungs: trees that leave the hila and grow thin to all sides. */
final class Lungs {
  private final Field field;
  private final Chance chance;

  Lungs(Field field, Chance chance) {
    this.field = field;
    this.chance = chance;
  }

  /** Draws the trees around a hilum. */
  void add(double x, double y, double density) {
    int stems = 5 + chance.below(4);
    double first = chance.between(0, 6.28);
    for (int k = 0; k < stems; k++) {
      double angle = first + 6.28 * k / stems + chance.normal(0, 0.3);
      grow(x, y, angle, chance.between(2.2, 4.2), density, 0);
    }
  }

  private void grow(
      double x, double y, double angle, double radius, double density, int generation) {
    double at = angle;
    double px = x;
    double py = y;
    int steps = 3 + chance.below(3);
    for (int k = 0; k < steps; k++) {
      double length = chance.between(2.5, 5) * (0.6 + radius / 3);
      at += chance.normal(0, 0.22);
      double qx = px + length * StrictMath.cos(at);
      double qy = py + length * StrictMath.sin(at);
      field.addLine(px, py, qx, qy, radius, density * radius);
      px = qx;
      py = qy;
    }
    if (generation < 5 && radius > 0.35) {
      double spread = chance.between(0.3, 0.7);
      grow(px, py, at + spread, radius * chance.between(0.6, 0.85), density, generation + 1);
      grow(px, py, at - spread, radius * chance.between(0.6, 0.85), density, generation + 1);
    }
  }
}
