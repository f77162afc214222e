// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import io.github.medsam2.qca.geometry.Curve2;
import io.github.medsam2.qca.geometry.Point2;
import java.util.Arrays;
import java.util.List;

/** Finds the stenosis in a diameter function and describes it. */
final class LesionFinder {
  /** Share of the reference at which the lumen counts as back to normal. */
  private static final double REJOINED = 0.95;

  /** Share of the vessel's contrast below which an end counts as hidden. */
  private static final double SHOWN = 0.2;

  private static final double SHOWN_SAMPLES = 8;

  private static final double NEIGHBOURHOOD_MM = 14;
  private static final double USUAL_MM_PER_PIXEL = 0.25;

  private final Contours contours;
  private final double[] d;
  private final double[] s;
  private final Calibration calibration;
  private final int first;
  private final int last;
  private final boolean hiddenEnd;
  private ReferenceFit reference;
  private int site;

  LesionFinder(Contours contours, double[] diameters, Calibration calibration) {
    this.contours = contours;
    this.d = diameters;
    this.calibration = calibration;
    Curve2 axis = contours.axis();
    this.s = new double[axis.size()];
    for (int i = 0; i < s.length; i++) {
      s[i] = axis.arc(i);
    }
    int margin = margin(axis);
    int[] shown = shown();
    this.hiddenEnd = shown[0] > 0 || shown[1] < s.length - 1;
    this.first = shown[0] + margin;
    this.last = shown[1] - margin;
    this.reference = ReferenceFit.of(s, d, first, last);
    this.site = narrowest(first, last);
    refine();
  }

  /** A vessel tapers in steps: the reference of the lesion is that of its neighbourhood. */
  private void refine() {
    double window = NEIGHBOURHOOD_MM / calibration.mmPerPixel().orElse(USUAL_MM_PER_PIXEL);
    for (int pass = 0; pass < 2; pass++) {
      int from = Math.max(first, indexAt(s[border(-1)] - window));
      int to = Math.min(last, indexAt(s[border(1)] + window));
      reference = ReferenceFit.of(s, d, from, to);
      site = narrowest(from, to);
    }
  }

  private int indexAt(double arc) {
    int i = 0;
    while (i < s.length - 1 && s[i] < arc) {
      i++;
    }
    return i;
  }

  /**
   * The first and last sample between which the image shows a vessel: an end under the shutter, or
   * without contrast, has no edges. All of them where that leaves too little.
   */
  private int[] shown() {
    double[] depth = new double[s.length];
    Arrays.setAll(depth, contours::depth);
    double[] mean = Smooth.gauss(depth, SHOWN_SAMPLES);
    int from = 0;
    int to = s.length - 1;
    while (from < to && mean[from] < SHOWN * contours.contrast()) {
      from++;
    }
    while (to > from && mean[to] < SHOWN * contours.contrast()) {
      to--;
    }
    return to - from < s.length / 4 ? new int[] {0, s.length - 1} : new int[] {from, to};
  }

  /** The ends are not measured: 1.5 mm, or six pixels without calibration. */
  private int margin(Curve2 axis) {
    double mm = calibration.mmPerPixel().orElse(USUAL_MM_PER_PIXEL);
    double step = axis.length() / (axis.size() - 1);
    return Math.min(axis.size() / 8, (int) Math.round(1.5 / mm / step));
  }

  private double share(int i) {
    return d[i] / Math.max(1e-6, reference.at(s[i]));
  }

  private int narrowest(int first, int last) {
    int best = first;
    for (int i = first; i <= last; i++) {
      best = share(i) < share(best) ? i : best;
    }
    return best;
  }

  private int border(int step) {
    int i = site;
    while (i + step >= 0 && i + step < d.length && share(i) < REJOINED) {
      i += step;
    }
    return i;
  }

  QcaResult result(Findings findings) {
    double mld = d[site];
    double rvd = Math.max(1e-6, reference.at(s[site]));
    int start = border(-1);
    int end = border(1);
    return new QcaResult(
        function(),
        site,
        start,
        end,
        Length.of(mld, calibration),
        Length.of(rvd, calibration),
        Stenosis.diameterPercent(mld, rvd),
        Stenosis.areaPercent(mld, rvd),
        Length.of(s[end] - s[start], calibration),
        symmetry(start, end, rvd),
        calibration,
        findings.flags(contours, reference, hiddenEnd, site <= first || site >= last, site));
  }

  private DiameterFunction function() {
    int n = d.length;
    double[] left = new double[n];
    double[] right = new double[n];
    double[] r = new double[n];
    for (int i = 0; i < n; i++) {
      double middle = (contours.left(i) + contours.right(i)) / 2;
      left[i] = middle - d[i] / 2;
      right[i] = middle + d[i] / 2;
      r[i] = reference.at(s[i]);
    }
    return new DiameterFunction(
        list(s),
        list(d),
        list(r),
        contours.axis().points(),
        Qca.offset(contours.axis(), left),
        Qca.offset(contours.axis(), right));
  }

  private static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  /** Compares both sides with the axis the healthy vessel would have across the lesion. */
  private double symmetry(int start, int end, double rvd) {
    if (end - start < 4) {
      return 1;
    }
    // Plaque pulls the axis aside before the diameter says so: take the directions further out.
    int wider = (end - start) / 5;
    int from = Math.max(0, start - wider);
    int to = Math.min(s.length - 1, end + wider);
    Point2 healthy = contours.axis().bridge(from, to, (s[site] - s[from]) / (s[to] - s[from]));
    Point2 normal = contours.axis().tangent(site).normal();
    double middle = (contours.left(site) + contours.right(site)) / 2;
    Point2 lumen = contours.axis().point(site).plus(middle, normal);
    double shift = lumen.minus(healthy).dot(normal);
    double left = Math.max(0, (rvd - d[site]) / 2 + shift);
    double right = Math.max(0, (rvd - d[site]) / 2 - shift);
    return Math.max(left, right) == 0 ? 1 : Math.min(left, right) / Math.max(left, right);
  }
}
