// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.report;

import io.github.medsam2.image.Image;
import io.github.medsam2.qca.geometry.Point2;
import io.github.medsam2.qca.measure.DiameterFunction;
import io.github.medsam2.qca.measure.QcaResult;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** The angiogram around a segment with what was measured on it, and a small view of the whole. */
final class AngiogramPanel {
  private static final double LEAST_SIDE = 96;
  private static final double LEAST_BESIDE = 40;
  private static final int OVERVIEW = 190;
  private static final double DASH = 4;

  private final QcaResult result;
  private final ReferenceContour reference;
  private final BufferedImage shown;
  private final Rectangle2D window;
  private final String title;
  private double scale;

  AngiogramPanel(QcaReport report, Image frame) {
    this.result = report.result();
    this.reference = new ReferenceContour(result);
    this.shown = GreyPicture.of(frame);
    this.window = window(result, frame);
    this.title =
        report.segment().map(k -> "CASS " + k.id() + " " + k.shortName() + "   ").orElse("")
            + report.view().map(v -> v.render() + "   ").orElse("")
            + "frame "
            + (report.chosen() + 1);
  }

  /** A square around the lesion with healthy vessel on both sides, inside the image if it can. */
  private static Rectangle2D window(QcaResult r, Image frame) {
    DiameterFunction f = r.function();
    double beside =
        Math.max(LEAST_BESIDE, f.arc().get(r.lesionEnd()) - f.arc().get(r.lesionStart()));
    Path2D shown = new Path2D.Double();
    shown.moveTo(f.left().get(r.site()).x(), f.left().get(r.site()).y());
    for (int i = 0; i < f.size(); i++) {
      double s = f.arc().get(i);
      if (s > f.arc().get(r.lesionStart()) - beside && s < f.arc().get(r.lesionEnd()) + beside) {
        shown.lineTo(f.left().get(i).x(), f.left().get(i).y());
        shown.lineTo(f.right().get(i).x(), f.right().get(i).y());
      }
    }
    Rectangle2D all = shown.getBounds2D();
    double most = Math.min(frame.width(), frame.height());
    double span = 1.2 * Math.max(all.getWidth(), all.getHeight()) + 16;
    double side = Math.min(most, Math.max(LEAST_SIDE, span));
    double x = Math.max(0, Math.min(frame.width() - side, all.getCenterX() - side / 2));
    double y = Math.max(0, Math.min(frame.height() - side, all.getCenterY() - side / 2));
    return new Rectangle2D.Double(x, y, side, side);
  }

  void draw(Graphics2D all, int left, int top, int side) {
    Graphics2D g = (Graphics2D) all.create(left, top, side, side);
    scale = side / window.getWidth();
    AffineTransform toPanel = AffineTransform.getScaleInstance(scale, scale);
    toPanel.translate(-window.getX(), -window.getY());
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    g.drawImage(shown, toPanel, null);
    // Whole numbers are pixel centres.
    toPanel.translate(0.5, 0.5);
    AffineTransform plain = g.getTransform();
    g.transform(toPanel);
    contours(g);
    g.setTransform(plain);
    overview(g, side);
    g.setFont(Ink.BOLD);
    Paint.haloed(g, title, 12, 24);
    g.dispose();
  }

  private void contours(Graphics2D g) {
    DiameterFunction f = result.function();
    int from = result.lesionStart();
    int to = result.lesionEnd();
    g.setColor(Ink.PLAQUE);
    g.fill(reference.plaque(f.left(), reference.left()));
    g.fill(reference.plaque(f.right(), reference.right()));
    stroke(g, Ink.REFERENCE, 1.3f, false, path(reference.left(), from, to));
    stroke(g, Ink.REFERENCE, 1.3f, false, path(reference.right(), from, to));
    stroke(g, Ink.CENTRE, 0.9f, true, path(f.centreLine(), 0, f.size() - 1));
    stroke(g, Ink.EDGE, 1.7f, false, path(f.left(), 0, f.size() - 1));
    stroke(g, Ink.EDGE, 1.7f, false, path(f.right(), 0, f.size() - 1));
    stroke(g, Ink.BORDER, 1.8f, false, across(from, 1.5));
    stroke(g, Ink.BORDER, 1.8f, false, across(to, 1.5));
    stroke(g, Ink.SITE, 2.4f, false, across(result.site(), 1));
  }

  /** A line across the vessel at a sample, as a multiple of the diameter or reference there. */
  private Line2D across(int i, double times) {
    Point2 l = result.function().left().get(i);
    Point2 r = result.function().right().get(i);
    Point2 middle = l.towards(r, 0.5);
    double half = times == 1 ? l.distance(r) / 2 : times * result.rvd().pixels() / 2;
    Point2 n = result.function().normal(i);
    Point2 a = middle.plus(-half, n);
    Point2 b = middle.plus(half, n);
    return new Line2D.Double(a.x(), a.y(), b.x(), b.y());
  }

  private void stroke(Graphics2D g, Color color, float width, boolean dashed, Shape shape) {
    g.setColor(color);
    float w = (float) (width / scale);
    float dash = (float) (DASH / scale);
    g.setStroke(
        dashed
            ? new BasicStroke(
                w, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {dash}, 0)
            : new BasicStroke(w, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.draw(shape);
  }

  static Path2D path(List<Point2> points, int from, int to) {
    Path2D path = new Path2D.Double();
    path.moveTo(points.get(from).x(), points.get(from).y());
    for (int i = from + 1; i <= to; i++) {
      path.lineTo(points.get(i).x(), points.get(i).y());
    }
    return path;
  }

  /** The whole frame in a corner away from the vessel, with the part shown. */
  private void overview(Graphics2D g, int side) {
    double k = OVERVIEW / (double) Math.max(shown.getWidth(), shown.getHeight());
    int w = (int) Math.round(k * shown.getWidth());
    int h = (int) Math.round(k * shown.getHeight());
    boolean leftBusy = busy(0);
    int x = leftBusy && !busy(window.getWidth() - OVERVIEW / scale) ? side - w - 8 : 8;
    int y = side - h - 8;
    g.drawImage(shown, x, y, w, h, null);
    g.setColor(Color.WHITE);
    g.setStroke(new BasicStroke(1));
    g.drawRect(x, y, w, h);
    AffineTransform small = AffineTransform.getTranslateInstance(x + k / 2, y + k / 2);
    small.scale(k, k);
    DiameterFunction f = result.function();
    g.setColor(Ink.EDGE);
    g.draw(small.createTransformedShape(path(f.left(), 0, f.size() - 1)));
    g.draw(small.createTransformedShape(path(f.right(), 0, f.size() - 1)));
    g.setColor(Ink.BORDER);
    g.draw(
        new Rectangle2D.Double(
            x + k * window.getX(),
            y + k * window.getY(),
            k * window.getWidth(),
            k * window.getHeight()));
  }

  /** Whether the contour runs through the lower corner that begins at a column of the window. */
  private boolean busy(double column) {
    double s = OVERVIEW / scale;
    Rectangle2D corner = new Rectangle2D.Double(window.getX() + column, window.getMaxY() - s, s, s);
    return result.function().centreLine().stream().anyMatch(p -> corner.contains(p.x(), p.y()));
  }
}
