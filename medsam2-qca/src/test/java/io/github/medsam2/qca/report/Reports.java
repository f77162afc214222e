// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.report;

import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.coronary.ViewAngle;
import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.measure.Calibration;
import io.github.medsam2.qca.measure.Qca;
import io.github.medsam2.qca.measure.QcaOptions;

/** Reports of a drawn vessel: 20 pixels wide, 9 at its narrowest. */
public final class Reports {
  public static final int WIDTH = 320;
  public static final int HEIGHT = 96;

  private Reports() {}

  private static double half(int x) {
    double t = (x - 160) / 30.0;
    return Math.abs(t) < 1 ? 10 - 5.5 * 0.5 * (1 + Math.cos(Math.PI * t)) : 10;
  }

  public static Image frame() {
    byte[] pixels = new byte[WIDTH * HEIGHT];
    for (int i = 0; i < pixels.length; i++) {
      double edge = half(i % WIDTH) - Math.abs(i / WIDTH - 48);
      double share = 1 / (1 + Math.exp(-2 * edge));
      pixels[i] = (byte) (180 - 110 * share);
    }
    return Image.gray8(WIDTH, HEIGHT, pixels);
  }

  public static Mask mask() {
    byte[] pixels = new byte[WIDTH * HEIGHT];
    for (int i = 0; i < pixels.length; i++) {
      int x = i % WIDTH;
      boolean in = x > 20 && x < 300 && Math.abs(i / WIDTH - 48) <= half(x);
      pixels[i] = (byte) (in ? 1 : 0);
    }
    return Mask.of(WIDTH, HEIGHT, pixels);
  }

  public static QcaReport of(Calibration calibration) {
    QcaOptions options = QcaOptions.standard().withBlur(0.6);
    return QcaReport.of(options, 7, new Qca(options).measure(frame(), mask(), calibration))
        .withSegment(CassSegment.MID_LAD)
        .withView(ViewAngle.of(-30, -25));
  }
}
