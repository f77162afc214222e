// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A chart of lines and points in the plain style of a paper. Each method adds to it and returns it;
 * a name that is empty stays out of the legend. Needs no display. Not thread-safe.
 */
public final class Plot {
  private static final float[] DASH = {7, 5};

  private final XYChart chart;
  private int unnamed;

  /**
   * @param x label of the horizontal axis, with its unit
   * @param y label of the vertical axis, with its unit
   */
  public Plot(String title, String x, String y, int width, int height) {
    this.chart =
        new XYChartBuilder().width(width).height(height).title(title).xAxisTitle(x).build();
    chart.setYAxisTitle(y);
    XYStyler style = chart.getStyler();
    style.setChartBackgroundColor(Color.WHITE);
    style.setPlotBackgroundColor(Color.WHITE);
    style.setPlotBorderColor(new Color(0x888888));
    style.setPlotGridLinesColor(new Color(0xe4e4e4));
    style.setPlotGridLinesStroke(new BasicStroke(1));
    style.setChartTitleBoxVisible(false);
    style.setChartTitleVisible(!title.isEmpty());
    style.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 15));
    style.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
    style.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    style.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    style.setLegendPosition(Styler.LegendPosition.OutsideS);
    style.setLegendLayout(Styler.LegendLayout.Horizontal);
    style.setLegendBorderColor(Color.WHITE);
    style.setLocale(Locale.ROOT);
    style.setMarkerSize(5);
    style.setPlotContentSize(0.98);
  }

  /** Fixes the range of the horizontal axis. */
  public Plot xRange(double from, double to) {
    chart.getStyler().setXAxisMin(from);
    chart.getStyler().setXAxisMax(to);
    return this;
  }

  /** Fixes the range of the vertical axis. */
  public Plot yRange(double from, double to) {
    chart.getStyler().setYAxisMin(from);
    chart.getStyler().setYAxisMax(to);
    return this;
  }

  /** A full line through points of one order. */
  public Plot line(String name, double[] x, double[] y, Color color, float width) {
    return add(name, x, y, color, new BasicStroke(width), SeriesMarkers.NONE);
  }

  /** A broken line from one point to another. */
  public Plot dashed(String name, double x0, double y0, double x1, double y1, Color color) {
    BasicStroke stroke =
        new BasicStroke(1.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 1, DASH, 0);
    double[] x = {x0, x1};
    double[] y = {y0, y1};
    return add(name, x, y, color, stroke, SeriesMarkers.NONE);
  }

  /** Points without a line; none adds nothing. */
  public Plot points(String name, double[] x, double[] y, Color color) {
    return x.length == 0
        ? this
        : add(name, x, y, color, new BasicStroke(0), SeriesMarkers.CIRCLE, true);
  }

  /** A line with a mark at each point. */
  public Plot marked(String name, double[] x, double[] y, Color color) {
    return add(name, x, y, color, new BasicStroke(2), SeriesMarkers.CIRCLE);
  }

  private Plot add(
      String name, double[] x, double[] y, Color color, BasicStroke stroke, Marker marker) {
    return add(name, x, y, color, stroke, marker, false);
  }

  private Plot add(
      String name,
      double[] x,
      double[] y,
      Color color,
      BasicStroke stroke,
      Marker marker,
      boolean scatter) {
    XYSeries series = chart.addSeries(name.isEmpty() ? "unnamed " + unnamed++ : name, x, y);
    series.setShowInLegend(!name.isEmpty());
    series.setXYSeriesRenderStyle(
        scatter ? XYSeries.XYSeriesRenderStyle.Scatter : XYSeries.XYSeriesRenderStyle.Line);
    series.setLineColor(color);
    series.setLineStyle(stroke);
    series.setMarker(marker);
    series.setMarkerColor(color);
    return this;
  }

  /** Draws the chart into a rectangle. */
  public void draw(Graphics2D g, int x, int y, int width, int height) {
    Graphics2D part = (Graphics2D) g.create(x, y, width, height);
    chart.paint(part, width, height);
    part.dispose();
  }

  /** The chart as a picture with a number of pixels for each unit of its size. */
  public BufferedImage picture(double scale) {
    int w = (int) Math.ceil(chart.getWidth() * scale);
    int h = (int) Math.ceil(chart.getHeight() * scale);
    BufferedImage picture = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = picture.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.scale(scale, scale);
    chart.paint(g, chart.getWidth(), chart.getHeight());
    g.dispose();
    return picture;
  }
}
