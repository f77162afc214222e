// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.report;

import io.github.medsam2.qca.measure.DiameterFunction;
import io.github.medsam2.qca.measure.QcaResult;
import io.github.medsam2.qca.plot.Plot;
import java.util.List;
import java.util.stream.IntStream;

/** D(s) with its reference line, the borders of the lesion and its narrowest site. */
final class DiameterGraph {
  private static final double FITTED_PIXELS = 56;

  private DiameterGraph() {}

  static Plot of(QcaResult r) {
    DiameterFunction f = r.function();
    double scale = r.calibration().mmPerPixel().orElse(1);
    String unit = r.calibration().mmPerPixel().isPresent() ? "mm" : "pixels";
    double[] s = scaled(f.arc(), scale);
    double[] d = scaled(f.diameter(), scale);
    double[] reference = scaled(f.reference(), scale);
    double top = 1.08 * reference[r.site()];
    for (int i = 0; i < s.length; i++) {
      top = Math.max(top, 1.08 * d[i]);
    }
    double start = s[r.lesionStart()];
    double end = s[r.lesionEnd()];
    double site = s[r.site()];
    return new Plot("", "position along the vessel, " + unit, "diameter, " + unit, 500, 350)
        .xRange(0, s[s.length - 1])
        .yRange(0, top)
        .dashed("lesion borders", start, 0, start, top, Ink.PAPER_BORDER)
        .dashed("", end, 0, end, top, Ink.PAPER_BORDER)
        .line("reference R(s)", near(r, s), near(r, reference), Ink.PAPER_REFERENCE, 1.8f)
        .line("lumen D(s)", s, d, Ink.DIAMETER, 2)
        .line("MLD", pair(site, site), pair(0, d[r.site()]), Ink.PAPER_SITE, 2.4f);
  }

  /** The part on which the reference was fitted; beyond it, a straight line says nothing. */
  private static double[] near(QcaResult r, double[] values) {
    List<Double> arc = r.function().arc();
    double from = arc.get(r.lesionStart()) - FITTED_PIXELS;
    double to = arc.get(r.lesionEnd()) + FITTED_PIXELS;
    return IntStream.range(0, values.length)
        .filter(i -> arc.get(i) >= from && arc.get(i) <= to)
        .mapToDouble(i -> values[i])
        .toArray();
  }

  private static double[] pair(double a, double b) {
    return new double[] {a, b};
  }

  private static double[] scaled(List<Double> values, double scale) {
    return values.stream().mapToDouble(v -> v * scale).toArray();
  }
}
