// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.study;

import io.github.medsam2.qca.plot.Plot;
import io.github.medsam2.qca.stats.BlandAltman;
import io.github.medsam2.qca.stats.LineFit;
import io.github.medsam2.qca.stats.Reliability;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;

/** The charts of a page, at twice the size they are shown. */
final class Figures {
  private static final Color POINT = new Color(31, 95, 168, 150);
  private static final Color LINE = new Color(0xd9622b);
  private static final Color LIMIT = new Color(0x1590b5);
  private static final Color PLAIN = new Color(0x888888);
  private static final int WIDTH = 520;
  private static final int HEIGHT = 430;

  private Figures() {}

  static BufferedImage blandAltman(Metric m, double[] truth, double[] measured) {
    BlandAltman b = BlandAltman.of(truth, measured);
    double[] mean = new double[truth.length];
    double[] difference = new double[truth.length];
    Arrays.setAll(mean, i -> (truth[i] + measured[i]) / 2);
    Arrays.setAll(difference, i -> measured[i] - truth[i]);
    double from = Arrays.stream(mean).min().orElse(0);
    double to = Arrays.stream(mean).max().orElse(1);
    return new Plot(
            m.label + ": Bland-Altman",
            "mean of measured and true, " + m.unit,
            "measured - true, " + m.unit,
            WIDTH,
            HEIGHT)
        .points("lesions", mean, difference, POINT)
        .dashed("no difference", from, 0, to, 0, PLAIN)
        .line("bias", pair(from, to), pair(b.bias(), b.bias()), LINE, 2)
        .dashed("limits of agreement", from, b.lower(), to, b.lower(), LIMIT)
        .dashed("", from, b.upper(), to, b.upper(), LIMIT)
        .picture(2);
  }

  static BufferedImage scatter(Metric m, double[] truth, double[] measured) {
    double from = Math.min(least(truth), least(measured));
    double to = Math.max(most(truth), most(measured));
    LineFit f = LineFit.deming(truth, measured);
    double a = least(truth);
    double b = most(truth);
    return new Plot(
            m.label + ": measured and true",
            "true, " + m.unit,
            "measured, " + m.unit,
            WIDTH,
            HEIGHT)
        .points("lesions", truth, measured, POINT)
        .dashed("identity", from, from, to, to, PLAIN)
        .line(
            "Deming",
            pair(a, b),
            pair(f.intercept() + f.slope() * a, f.intercept() + f.slope() * b),
            LINE,
            2)
        .picture(2);
  }

  static BufferedImage reliability(Reliability r) {
    double[] x = r.bins().stream().mapToDouble(Reliability.Bin::confidence).toArray();
    double[] y = r.bins().stream().mapToDouble(Reliability.Bin::accuracy).toArray();
    return new Plot("Reliability", "confidence", "share named right", WIDTH, HEIGHT)
        .xRange(0, 1)
        .yRange(0, 1)
        .dashed("as sure as right", 0, 0, 1, 1, PLAIN)
        .marked("bins of confidence", x, y, POINT)
        .picture(2);
  }

  static BufferedImage coverage(List<Reliability.Coverage> curve) {
    double[] x = curve.stream().mapToDouble(Reliability.Coverage::share).toArray();
    double[] y = curve.stream().mapToDouble(Reliability.Coverage::accuracy).toArray();
    return new Plot(
            "Coverage and accuracy", "share answered, surest first", "share right", WIDTH, HEIGHT)
        .xRange(0, 1)
        .yRange(0, 1)
        .line("accuracy", x, y, POINT, 2)
        .picture(2);
  }

  private static double least(double[] v) {
    return Arrays.stream(v).min().orElse(0);
  }

  private static double most(double[] v) {
    return Arrays.stream(v).max().orElse(1);
  }

  private static double[] pair(double a, double b) {
    return new double[] {a, b};
  }
}
