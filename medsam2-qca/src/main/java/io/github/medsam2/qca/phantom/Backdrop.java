// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom;

import io.github.medsam2.qca.geometry.CArm;
import io.github.medsam2.qca.geometry.Point3;

/**
 * What lies behind and before the vessels, as optical depth relative to an even thorax: lungs and
 * heart, spine, ribs, diaphragm, soft tissue, shutters. Positions are millimetres in the plane of
 * the isocentre, right and down from the middle of the image.
 */
final class Backdrop {
  private static final Point3 SPINE = new Point3(-26, 72, 0);

  private final int width;
  private final int height;
  private final double mm;
  private final float[] still;
  private final float[] heart;
  private final double domeX;
  private final double domeY;
  private final double domeRadius;
  private final double domeDensity;

  Backdrop(PhantomConfig config, double mmPerPixel, HeartFrame frame, Point3 pan) {
    this.width = config.width();
    this.height = config.height();
    this.mm = mmPerPixel;
    Chance chance = new Chance(config.seed(), 3);
    CArm.Axes axes = CArm.axes(config.primary(), config.secondary());
    double tilt = config.secondary();
    this.domeX = chance.between(-30, 40) + pan.dot(axes.right());
    double level = tilt > 15 ? chance.between(-12, 25) : chance.between(28, 75);
    this.domeY = level - pan.dot(axes.up());
    this.domeRadius = chance.between(65, 110);
    this.domeDensity = chance.between(0.35, 0.7);
    this.still = new float[width * height];
    this.heart = new float[width * height];
    tissue(chance);
    spine(chance, SPINE.plus(pan).dot(axes.right()), config.primary());
    ribs(chance);
    silhouette(chance, frame, pan, axes);
    shutters(chance);
  }

  /** Optical depth of a frame. */
  float[] at(double diaphragmMm, double contraction) {
    float[] od = new float[still.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int i = y * width + x;
        double pulse = heart[i] * (1 - 0.04 * contraction);
        od[i] = (float) (still[i] + pulse + dome(right(x), down(y) - diaphragmMm));
      }
    }
    return od;
  }

  private double right(int x) {
    return (x + 0.5 - width / 2.0) * mm;
  }

  private double down(int y) {
    return (y + 0.5 - height / 2.0) * mm;
  }

  private double dome(double x, double y) {
    double dx = x - domeX;
    double under = y - domeY - dx * dx / (2 * domeRadius);
    return domeDensity * soft(under, 0.9) * (0.8 + 0.2 * soft(under - 20, 12));
  }

  /** 0 well below zero, 1 well above, with a transition of about four times the width. */
  private static double soft(double distance, double width) {
    double t = distance / (4 * width) + 0.5;
    return t <= 0 ? 0 : t >= 1 ? 1 : t * t * (3 - 2 * t);
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
            0.055 * chance.normal()
          };
    }
    for (int octave = 0; octave < 5; octave++) {
      texture(chance, 30.0 / (1 << octave), 0.115 * StrictMath.pow(0.72, octave));
    }
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double sum = 0;
        for (double[] w : waves) {
          sum += w[3] * StrictMath.cos(w[0] * right(x) + w[1] * down(y) + w[2]);
        }
        still[y * width + x] += (float) sum;
      }
    }
  }

  /** Smooth noise with structures of one size. */
  private void texture(Chance chance, double sizeMm, double amplitude) {
    int w = (int) (width * mm / sizeMm) + 4;
    int h = (int) (height * mm / sizeMm) + 4;
    float[] knots = new float[w * h];
    for (int i = 0; i < knots.length; i++) {
      knots[i] = (float) (amplitude * chance.normal());
    }
    float[] smooth = Grid.gauss(knots, w, h, 0.6);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        float px = (float) (1 + x * mm / sizeMm);
        float py = (float) (1 + y * mm / sizeMm);
        still[y * width + x] += 1.6f * Grid.sample(smooth, w, h, px, py);
      }
    }
  }

  private void spine(Chance chance, double middle, double primary) {
    double half = chance.between(17, 22);
    double lean = chance.normal(0, 0.05);
    double period = chance.between(24, 29);
    double offset = chance.between(0, period);
    double density = chance.between(0.22, 0.42) * (Math.abs(primary) > 70 ? 0.6 : 1);
    for (int y = 0; y < height; y++) {
      double py = down(y);
      double body = 0.5 + 0.5 * StrictMath.cos(2 * Math.PI * (py + offset) / period);
      double disc = soft(0.14 - body, 0.05);
      for (int x = 0; x < width; x++) {
        double d = Math.abs(right(x) - middle - lean * py + 1.2 * StrictMath.cos(py / 9));
        double column = soft(half * (1 + 0.06 * (1 - body)) - d, 1.6);
        double pedicle = 0.1 * soft(3.2 - Math.abs(d - half * 0.55), 0.8) * soft(body - 0.75, 0.1);
        still[y * width + x] += (float) (column * (density * (1 - 0.3 * disc) + pedicle));
      }
    }
  }

  private void ribs(Chance chance) {
    int n = 6 + chance.below(4);
    double spacing = chance.between(20, 27);
    double slopeBack = chance.between(0.1, 0.35) * (chance.with(0.5) ? 1 : -1);
    for (int k = 0; k < n; k++) {
      boolean front = k % 2 == 1;
      double y0 = (k - n / 2.0) * spacing + chance.normal(0, 3);
      double slope = (front ? -1.6 : 1) * slopeBack + chance.normal(0, 0.03);
      double bow = chance.normal(0.0012, 0.0006) * (front ? -1 : 1);
      double half = chance.between(4.5, 6.5);
      double density = chance.between(0.05, 0.12) * (front ? 0.7 : 1);
      rib(y0, slope, bow, half, density);
    }
  }

  private void rib(double y0, double slope, double bow, double half, double density) {
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double px = right(x);
        double d = Math.abs(down(y) - y0 - slope * px - bow * px * px);
        if (d < half + 4) {
          double cortex = 0.6 * soft(1.2 - Math.abs(d - half + 1), 0.5);
          still[y * width + x] += (float) (density * (soft(half - d, 0.7) + cortex));
        }
      }
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
    double density = chance.between(0.35, 0.6);
    double[] wave = {chance.between(0, 6.28), chance.between(0, 6.28), chance.between(0, 6.28)};
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double dx = right(x) - cx;
        double dy = down(y) - cy;
        double u = (dx * ax + dy * ay) / n / longHalf;
        double v = (-dx * ay + dy * ax) / n / shortHalf;
        double turn = StrictMath.atan2(v, u);
        double bulge =
            0.07 * StrictMath.cos(2 * turn + wave[0])
                + 0.05 * StrictMath.cos(3 * turn + wave[1])
                + 0.02 * StrictMath.cos(7 * turn + wave[2]);
        double inside = 1 + bulge - Math.sqrt(u * u + v * v);
        heart[y * width + x] += (float) (density * soft(inside * shortHalf, 3.2));
        double aorta = soft(26 - Math.abs(right(x) - cx + 30), 3) * soft(-dy - 10, 8);
        heart[y * width + x] += (float) (0.5 * density * aorta * (1 - soft(inside * 50, 3)));
      }
    }
  }

  private void shutters(Chance chance) {
    double blade = chance.with(0.6) ? chance.between(2, 4) : 0;
    double blur = chance.between(1.2, 3.0) * width / 512;
    double[] inset = new double[4];
    for (int k = 0; k < 4; k++) {
      inset[k] = chance.between(-0.02, chance.with(0.25) ? 0.07 : 0.025) * width;
    }
    double corner = chance.between(0.01, 0.06) * width;
    for (int y = 0; y < height && blade > 0; y++) {
      for (int x = 0; x < width; x++) {
        double dx = Math.min(x - inset[0], width - 1 - inset[1] - x);
        double dy = Math.min(y - inset[2], height - 1 - inset[3] - y);
        double d = Math.min(dx, dy);
        if (dx < corner && dy < corner) {
          double ex = corner - dx;
          double ey = corner - dy;
          d = corner - Math.sqrt(ex * ex + ey * ey);
        }
        still[y * width + x] += (float) (blade * soft(-d, blur));
      }
    }
  }
}
