// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.demo;

import java.util.List;
import java.util.Locale;

/** Curves over the frames of a cine, as SVG: values of 0 to 1; gaps where there is no number. */
final class ScoreChart {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 190;
  private static final int LEFT = 34;
  private static final int BOTTOM = 26;

  private final StringBuilder svg = new StringBuilder();
  private final int frames;

  /**
   * An empty chart.
   *
   * @param prompted the frame from 0 that is marked
   */
  ScoreChart(int frames, int prompted) {
    this.frames = frames;
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"scores by frame\">",
            WIDTH,
            HEIGHT));
    for (int i = 0; i <= 4; i++) {
      double value = i / 4.0;
      line(LEFT, y(value), WIDTH - 8, y(value), "#e2e2e2");
      text(LEFT - 6, y(value) + 4, "end", String.format(Locale.ROOT, "%.2f", value));
    }
    line(x(prompted), y(1), x(prompted), y(0), "#999");
    text(x(prompted), HEIGHT - 8, "middle", "frame " + (prompted + 1) + ", shown");
    text(x(0), HEIGHT - 8, "middle", "1");
    text(x(frames - 1), HEIGHT - 8, "end", frames + "");
  }

  /** With a curve. */
  ScoreChart curve(List<? extends Number> values, String colour) {
    StringBuilder path = new StringBuilder();
    boolean pen = false;
    for (int i = 0; i < frames; i++) {
      double value = values.get(i).doubleValue();
      if (Double.isNaN(value)) {
        pen = false;
      } else {
        double shown = Math.max(0, Math.min(1, value));
        path.append(String.format(Locale.ROOT, "%s%.1f %.1f ", pen ? "L" : "M", x(i), y(shown)));
        pen = true;
      }
    }
    svg.append("<path d=\"").append(path).append("\" fill=\"none\" stroke=\"").append(colour);
    svg.append("\" stroke-width=\"2.2\"/>");
    return this;
  }

  String svg() {
    return svg + "</svg>";
  }

  private double x(int frame) {
    return LEFT + (WIDTH - 14.0 - LEFT) * frame / Math.max(1, frames - 1);
  }

  private static double y(double value) {
    return 8 + (HEIGHT - 8 - BOTTOM) * (1 - value);
  }

  private void line(double x0, double y0, double x1, double y1, String colour) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>",
            x0,
            y0,
            x1,
            y1,
            colour));
  }

  private void text(double x, double y, String anchor, String words) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
            x,
            y,
            anchor,
            words));
  }
}
