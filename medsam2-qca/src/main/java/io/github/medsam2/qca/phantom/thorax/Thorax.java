// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom.thorax;

import io.github.medsam2.qca.geometry.CArm;
import io.github.medsam2.qca.geometry.Point3;
import io.github.medsam2.qca.phantom.chance.Chance;
import io.github.medsam2.qca.phantom.heart.HeartFrame;
import io.github.medsam2.qca.phantom.xray.Screen;

/**
 * What lies behind and before the vessels, as optical depth relative to an even thorax: lungs with
 * their vessels, heart, spine, ribs, diaphragm, soft tissue, shutters.
 */
public final class Thorax {
  private static final Point3 SPINE = new Point3(-26, 72, 0);

  private final Field still;
  private final Field heart;
  private final double domeX;
  private final double domeY;
  private final double domeRadius;
  private final double domeDensity;

  /**
   * @param frame of the heart at rest
   * @param pan shift of the table, mm
   */
  public Thorax(Screen screen, HeartFrame frame, Point3 pan, long seed) {
    double mm = screen.arm().mmPerPixel();
    CArm.Axes axes = screen.arm().axes();
    Chance dome = new Chance(seed, 30);
    this.domeX = dome.between(-30, 40) + pan.dot(axes.right());
    double level = screen.arm().secondary() > 15 ? dome.between(-12, 25) : dome.between(28, 75);
    this.domeY = level - pan.dot(axes.up());
    this.domeRadius = dome.between(65, 110);
    this.domeDensity = dome.between(0.35, 0.9);
    this.still = new Field(screen.width(), screen.height(), mm);
    this.heart = new Field(screen.width(), screen.height(), mm);
    tissue(new Chance(seed, 31));
    double middle = SPINE.plus(pan).dot(axes.right());
    new Spine(new Chance(seed, 32), middle, screen.arm().primary()).add(still);
    Ribs.add(still, new Chance(seed, 33));
    silhouette(new Chance(seed, 34), frame, pan, axes);
    lungs(new Chance(seed, 35));
    shutters(new Chance(seed, 36));
  }

  /** Optical depth of a frame. */
  public float[] at(double diaphragmMm, double contraction) {
    float[] od = new float[still.od.length];
    float pulse = (float) (1 - 0.04 * contraction);
    for (int y = 0; y < still.height; y++) {
      double down = still.down(y) - diaphragmMm - domeY;
      for (int x = 0; x < still.width; x++) {
        int i = y * still.width + x;
        double dx = still.right(x) - domeX;
        double under = down - dx * dx / (2 * domeRadius);
        od[i] = still.od[i] + pulse * heart.od[i] + (under < -2 ? 0 : dome(under));
      }
    }
    return od;
  }

  private float dome(double under) {
    return (float)
        (domeDensity * Field.soft(under, 0.45) * (0.75 + 0.25 * Field.soft(under - 20, 12)));
  }

  private void tissue(Chance chance) {
    double[][] waves = new double[10][];
    for (int k = 0; k < waves.length; k++) {
      double period = chance.between(60, 260);
      double angle = chance.between(0, Math.PI);
      waves[k] =
          new double[] {
            StrictMath.cos(angle) * 2 * Math.PI / period,
            StrictMath.sin(angle) * 2 * Math.PI / period,
            chance.between(0, 6.28),
            0.08 * chance.normal()
          };
    }
    still.addSmooth(
        (x, y) -> {
          double sum = 0;
          for (double[] w : waves) {
            sum += w[3] * StrictMath.cos(w[0] * x + w[1] * y + w[2]);
          }
          return sum;
        });
    double rough = chance.between(0.7, 1.3);
    for (int octave = 0; octave < 7; octave++) {
      still.addTexture(chance, 30.0 / (1 << octave), rough * 0.11 * StrictMath.pow(0.76, octave));
    }
  }

  /** Vessels are drawn with less weight where the heart covers the lung. */
  private void lungs(Chance chance) {
    Field vessels = new Field(still.width, still.height, still.mm);
    Lungs trees = new Lungs(vessels, chance);
    double density = chance.between(0.025, 0.07);
    trees.add(chance.between(-70, -20), chance.between(-60, 0), density);
    trees.add(chance.between(10, 70), chance.between(-70, -10), density);
    for (int i = 0; i < still.od.length; i++) {
      still.od[i] += vessels.od[i] * Math.max(0.15f, 1 - 1.5f * heart.od[i]);
    }
  }

  /**
   * The heart against the lungs: an ellipse around the ventricles, with the great vessels above.
   */
  private void silhouette(Chance chance, HeartFrame frame, Point3 pan, CArm.Axes axes) {
    Point3 c = frame.centre().plus(pan);
    double cx = c.dot(axes.right());
    double cy = -c.dot(axes.up());
    double ax = frame.apexward().dot(axes.right());
    double ay = -frame.apexward().dot(axes.up());
    double n = Math.max(0.05, Math.sqrt(ax * ax + ay * ay));
    double longHalf = 52 + 24 * n;
    double shortHalf = chance.between(52, 62);
    double density = chance.between(0.3, 1.1);
    double[] wave = {chance.between(0, 6.28), chance.between(0, 6.28), chance.between(0, 6.28)};
    heart.add(
        (x, y) -> {
          double dx = x - cx;
          double dy = y - cy;
          double u = (dx * ax + dy * ay) / n / longHalf;
          double v = (-dx * ay + dy * ax) / n / shortHalf;
          double q = Math.sqrt(u * u + v * v);
          double inside = 1 - q;
          if (Math.abs(inside) < 0.4) {
            double turn = StrictMath.atan2(v, u);
            inside +=
                0.07 * StrictMath.cos(2 * turn + wave[0])
                    + 0.05 * StrictMath.cos(3 * turn + wave[1])
                    + 0.02 * StrictMath.cos(7 * turn + wave[2]);
          }
          double in = Field.soft(inside * shortHalf, 1.1);
          double thick = 0.7 + 0.3 * Math.sqrt(Math.max(0, 1 - q * q));
          double aorta = Field.soft(26 - Math.abs(dx + 30), 2) * Field.soft(-dy - 10, 8);
          return density * (in * thick + 0.5 * aorta * (1 - Field.soft(inside * 50, 3)));
        });
  }

  private void shutters(Chance chance) {
    if (!chance.with(0.6)) {
      return;
    }
    int width = still.width;
    double blade = chance.between(2, 4);
    double blur = chance.between(1.2, 3.0) * width / 512;
    double[] inset = new double[4];
    for (int k = 0; k < 4; k++) {
      inset[k] = chance.between(-0.02, chance.with(0.25) ? 0.07 : 0.025) * width;
    }
    double corner = chance.between(0.01, 0.06) * width;
    for (int y = 0; y < still.height; y++) {
      for (int x = 0; x < width; x++) {
        double dx = Math.min(x - inset[0], width - 1 - inset[1] - x);
        double dy = Math.min(y - inset[2], still.height - 1 - inset[3] - y);
        double d = Math.min(dx, dy);
        if (dx < corner && dy < corner) {
          double ex = corner - dx;
          double ey = corner - dy;
          d = corner - Math.sqrt(ex * ex + ey * ey);
        }
        still.od[y * width + x] += (float) (blade * Field.soft(-d, blur));
      }
    }
  }
}
