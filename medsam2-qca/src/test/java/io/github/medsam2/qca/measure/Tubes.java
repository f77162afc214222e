// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Drawn vessels: straight tubes with a diameter along them, blurred and noisy, and their masks. */
final class Tubes {
  static final int SIZE = 256;

  /** The diameter at a distance from the first end, pixels. */
  interface Diameter {
    double at(double s);
  }

  private record Tube(double x0, double y0, double x1, double y1, Diameter d, Diameter mask) {
    double[] place(double x, double y) {
      double dx = x1 - x0;
      double dy = y1 - y0;
      double length = Math.hypot(dx, dy);
      double s = Math.max(0, Math.min(length, ((x - x0) * dx + (y - y0) * dy) / length));
      return new double[] {s, Math.hypot(x - x0 - s * dx / length, y - y0 - s * dy / length)};
    }
  }

  private final List<Tube> tubes = new ArrayList<>();

  /** A tube with a mask of its own. */
  Tubes with(double x0, double y0, double x1, double y1, Diameter d, Diameter mask) {
    tubes.add(new Tube(x0, y0, x1, y1, d, mask));
    return this;
  }

  /** A tube with its true mask. */
  Tubes with(double x0, double y0, double x1, double y1, Diameter d) {
    return with(x0, y0, x1, y1, d, d);
  }

  /** A raised-cosine narrowing. */
  static Diameter narrowed(double diameter, double severity, double middle, double length) {
    return s -> {
      double u = (s - middle) / length;
      boolean inside = Math.abs(u) < 0.5;
      return inside ? diameter * (1 - severity * 0.5 * (1 + Math.cos(2 * Math.PI * u))) : diameter;
    };
  }

  Mask mask() {
    byte[] b = new byte[SIZE * SIZE];
    for (int i = 0; i < b.length; i++) {
      for (Tube t : tubes) {
        double[] at = t.place(i % SIZE, i / SIZE);
        b[i] |= (byte) (at[1] < t.mask().at(at[0]) / 2 ? 1 : 0);
      }
    }
    return Mask.of(SIZE, SIZE, b);
  }

  /** Blur of one pixel, noise of two grey levels. */
  Image image() {
    float[] f = new float[SIZE * SIZE];
    for (int i = 0; i < f.length; i++) {
      double sum = 0;
      for (int k = 0; k < 9; k++) {
        sum += chord(i % SIZE + (k % 3 - 1) / 3.0, i / SIZE + (k / 3 - 1) / 3.0);
      }
      f[i] = (float) (180 * Math.exp(-0.06 * sum / 9));
    }
    double[] kernel = {0.06136, 0.24477, 0.38774, 0.24477, 0.06136};
    for (int step : new int[] {1, SIZE}) {
      float[] g = f.clone();
      for (int i = 2 * SIZE; i < f.length - 2 * SIZE; i++) {
        double sum = 0;
        for (int k = -2; k <= 2; k++) {
          sum += kernel[k + 2] * f[i + k * step];
        }
        g[i] = (float) sum;
      }
      f = g;
    }
    Random random = new Random(3);
    byte[] grey = new byte[f.length];
    for (int i = 0; i < f.length; i++) {
      grey[i] = (byte) Math.max(0, Math.min(255, Math.round(f[i] + 2 * random.nextGaussian())));
    }
    return Image.gray8(SIZE, SIZE, grey);
  }

  private double chord(double x, double y) {
    double most = 0;
    for (Tube t : tubes) {
      double[] at = t.place(x, y);
      double r = t.d().at(at[0]) / 2;
      most = Math.max(most, at[1] >= r ? 0 : 2 * Math.sqrt(r * r - at[1] * at[1]));
    }
    return most;
  }

  QcaResult measure() {
    return new Qca(QcaOptions.standard().withBlur(1))
        .measure(image(), mask(), new Calibration.Manual(0.25, 0));
  }
}
