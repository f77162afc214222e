// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom.thorax;

import io.github.medsam2.qca.phantom.chance.Chance;

/** The column: bodies with dense end plates, discs, pedicles, spinous and transverse processes. */
final class Spine {
  private final double middle;
  private final double half;
  private final double lean;
  private final double period;
  private final double offset;
  private final double density;
  private final double turn;

  /**
   * @param middle where the column falls, mm
   * @param primary angle of the view: from the side there are no pedicles to see
   */
  Spine(Chance chance, double middle, double primary) {
    this.middle = middle;
    this.half = chance.between(16, 22);
    this.lean = chance.normal(0, 0.05);
    this.period = chance.between(23, 29);
    this.offset = chance.between(0, period);
    this.density = chance.between(0.25, 0.6) * (Math.abs(primary) > 70 ? 0.6 : 1);
    this.turn = StrictMath.sin(StrictMath.toRadians(primary));
  }

  void add(Field field) {
    int from = (int) Math.max(0, field.column(middle - 45));
    int to = (int) Math.min(field.width - 1.0, field.column(middle + 45));
    for (int y = 0; y < field.height; y++) {
      double down = field.down(y);
      double p = (down + offset) / period;
      double level = p - Math.floor(p);
      for (int x = from; x <= to; x++) {
        double d = field.right(x) - middle - lean * down;
        field.od[y * field.width + x] += (float) (density * at(d, level));
      }
    }
  }

  /**
   * @param d to the right of the middle, mm
   * @param level from the upper end plate of a body, 0, over its lower one to the next, 1
   */
  private double at(double d, double level) {
    double mm = level * period;
    double body = period * 0.8;
    double waist = half * (1 - 0.12 * StrictMath.sin(Math.PI * Math.min(1, mm / body)));
    double inside = Field.soft(waist - Math.abs(d), 0.9);
    double bone = Field.soft(body - mm, 0.5) * Field.soft(mm, 0.5);
    double plates = line(mm, 0.6) + line(mm - body, 0.6) + line(mm - period, 0.6);
    double rim = line(Math.abs(d) - waist, 0.7) * bone;
    double out = inside * (0.72 + 0.22 * bone + 0.45 * plates) + 0.4 * rim;
    double away = half * 0.55;
    double shift = 6 * turn;
    out += 0.42 * ring(d + shift - away, mm - 0.3 * body, 3.4, 4.6);
    out += 0.42 * ring(d + shift + away, mm - 0.3 * body, 3.4, 4.6);
    out += 0.5 * ring(d + 2.6 * shift, mm - 0.85 * body, 2.6, 6.5);
    double process = Math.abs(Math.abs(d + shift) - half - 7);
    out += 0.22 * Field.soft(8 - process, 1) * Field.soft(2.6 - Math.abs(mm - 0.35 * body), 0.6);
    return out;
  }

  private static double line(double distance, double width) {
    double q = distance / width;
    return Math.abs(q) > 3 ? 0 : StrictMath.exp(-q * q / 2);
  }

  /** An oval with a dense edge. */
  private static double ring(double dx, double dy, double a, double b) {
    double r = Math.sqrt(dx * dx / (a * a) + dy * dy / (b * b));
    return r > 2 ? 0 : line((r - 1) * 3, 0.6) + 0.35 * Field.soft(1 - r, 0.15);
  }
}
