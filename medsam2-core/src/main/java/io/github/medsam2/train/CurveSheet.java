// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train;

import io.github.medsam2.train.LearningCurves.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Panels of curves beside and below each other, as SVG. */
final class CurveSheet {
  private static final int COLUMNS = 3;
  private static final int WIDTH = 320;
  private static final int HEIGHT = 180;
  private static final int LEFT = 52;
  private static final int TOP = 28;
  private static final int INNER_WIDTH = WIDTH - LEFT - 14;
  private static final int INNER_HEIGHT = HEIGHT - TOP - 26;

  /** So many points of a curve are drawn; more are averaged. */
  private static final int MOST_POINTS = 120;

  private CurveSheet() {}

  static String of(Map<String, List<Point>> curves) {
    int rows = Math.max(1, (curves.size() + COLUMNS - 1) / COLUMNS);
    StringBuilder svg = new StringBuilder();
    add(
        svg,
        "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' font-family='sans-serif'"
            + " font-size='11'><rect width='100%%' height='100%%' fill='white'/>%n",
        COLUMNS * WIDTH,
        rows * HEIGHT);
    int panel = 0;
    for (Map.Entry<String, List<Point>> curve : curves.entrySet()) {
      add(
          svg,
          "<g transform='translate(%d,%d)'>",
          panel % COLUMNS * WIDTH,
          panel / COLUMNS * HEIGHT);
      panel(svg, curve.getKey(), averaged(curve.getValue()));
      svg.append("</g>\n");
      panel++;
    }
    return svg.append("</svg>\n").toString();
  }

  private static void add(StringBuilder svg, String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values));
  }

  private static List<Point> averaged(List<Point> points) {
    int size = (points.size() + MOST_POINTS - 1) / MOST_POINTS;
    List<Point> means = new ArrayList<>();
    for (int from = 0; from < points.size(); from += Math.max(1, size)) {
      List<Point> part = points.subList(from, Math.min(points.size(), from + size));
      means.add(
          new Point(
              part.stream().mapToDouble(Point::update).average().orElse(0),
              part.stream().mapToDouble(Point::value).average().orElse(0)));
    }
    return means;
  }

  private static void panel(StringBuilder svg, String name, List<Point> points) {
    double least = points.stream().mapToDouble(Point::value).min().orElse(0);
    double most = points.stream().mapToDouble(Point::value).max().orElse(0);
    double first = points.get(0).update();
    double last = points.get(points.size() - 1).update();
    add(svg, "<text x='%d' y='18' font-size='13'>%s</text>", LEFT, escaped(name));
    add(
        svg,
        "<rect x='%d' y='%d' width='%d' height='%d' fill='none' stroke='#bbb'/>",
        LEFT,
        TOP,
        INNER_WIDTH,
        INNER_HEIGHT);
    add(svg, "<text x='4' y='%d'>%.3g</text>", TOP + 10, most);
    add(svg, "<text x='4' y='%d'>%.3g</text>", TOP + INNER_HEIGHT, least);
    add(svg, "<text x='%d' y='%d'>%.0f</text>", LEFT, HEIGHT - 10, first);
    add(
        svg,
        "<text x='%d' y='%d' text-anchor='end'>%.0f</text>",
        LEFT + INNER_WIDTH,
        HEIGHT - 10,
        last);
    StringBuilder line = new StringBuilder();
    for (Point p : points) {
      double x = LEFT + share(p.update(), first, last) * INNER_WIDTH;
      double y = TOP + (1 - share(p.value(), least, most)) * INNER_HEIGHT;
      add(line, "%.1f,%.1f ", x, y);
    }
    add(svg, "<polyline points='%s' fill='none' stroke='#06c' stroke-width='1.5'/>", line);
  }

  /** Where a value lies between two others; the middle where these are one. */
  private static double share(double value, double from, double to) {
    return to > from ? (value - from) / (to - from) : 0.5;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }
}
