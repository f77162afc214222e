// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import io.github.medsam2.qca.geometry.Curve2;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the narrowings in a diameter function. A narrowing has wider vessel on both sides of it;
 * where it touches the proximal end, on one. The distal end may taper as it likes: a tip is no
 * stenosis.
 */
final class LesionFinder {
  /** Share of the reference at which the lumen counts as back to normal. */
  private static final double REJOINED = 0.95;

  /** How far the lumen widens again on both sides of a narrowing, as a share. */
  private static final double PROMINENCE = 0.06;

  /** Continuation of a flank beyond a fifth of its depth, as a share of the way from 3/5 to 1/5. */
  private static final double FLATTENING = 1;

  /** A narrowing at the proximal end is told if it is this deep and begins this near. */
  private static final double OSTIAL = 0.15;

  private static final double OSTIUM_MM = 3;

  private static final int MOST = 24;
  private static final double NEIGHBOURHOOD_MM = 14;
  private static final double LEVEL_MM = 6;

  /** What lies this far to both sides of a narrowing tells how wide the vessel is there. */
  private static final double BESIDE_MM = 18;

  private static final double LEAST_BESIDE_MM = 5;

  private static final double LEAST_RISE_MM = 1.5;
  private static final double HIGH_SHARE = 0.75;

  /** A reference lies between these shares of the lesser of both neighbourhoods. */
  private static final double LOWEST = 0.92;

  private static final double HIGHEST = 1.18;

  /**
   * One narrowing with the reference it is compared with.
   *
   * @param recovery how much narrower it is than both neighbourhoods, as a share of the lesser one:
   *     the depth that needs no reference
   */
  record Found(
      int site, int start, int end, ReferenceFit reference, boolean atEnd, double recovery) {}

  private final double[] s;
  private final double[] d;
  private final boolean[] usable;
  private final int first;
  private final int last;
  private final double perMm;
  private final boolean flows;
  private final List<Found> found = new ArrayList<>();

  /**
   * @param usable samples with edges of this vessel
   * @param perMm pixels per millimetre
   * @param flows whether the first sample is known to be proximal
   */
  LesionFinder(
      Curve2 axis,
      double[] diameters,
      boolean[] usable,
      int first,
      int last,
      double perMm,
      boolean flows) {
    this.d = diameters;
    this.usable = usable;
    this.first = first;
    this.last = last;
    this.perMm = perMm;
    this.flows = flows;
    this.s = new double[axis.size()];
    for (int i = 0; i < s.length; i++) {
      s[i] = axis.arc(i);
    }
    find();
  }

  List<Found> found() {
    return found;
  }

  private void find() {
    double[] general = upper();
    double[] share = new double[d.length];
    for (int i = first; i <= last; i++) {
      share[i] = d[i] / Math.max(1e-6, general[i]);
    }
    for (int site : minima(share)) {
      refine(site);
    }
    if (found.isEmpty()) {
      ReferenceFit global = fit(first, last);
      int site = first;
      for (int i = first; i <= last; i++) {
        boolean narrower = share(i, global) < share(site, global);
        site = usable[i] && (narrower || !usable[site]) ? i : site;
      }
      refine(site);
    }
  }

  /** A high share of the diameters around each sample. */
  private double[] upper() {
    double[] out = new double[d.length];
    int reach = (int) (NEIGHBOURHOOD_MM * perMm / Contours.AXIS_STEP);
    for (int i = first; i <= last; i += 4) {
      double[] part = new double[2 * reach + 1];
      int n = 0;
      for (int k = Math.max(first, i - reach); k <= Math.min(last, i + reach); k++) {
        if (usable[k]) {
          part[n++] = d[k];
        }
      }
      Arrays.sort(part, 0, n);
      double u = n == 0 ? d[i] : part[(int) (0.75 * (n - 1))];
      Arrays.fill(out, i, Math.min(last, i + 3) + 1, u);
    }
    return Smooth.gauss(out, 8);
  }

  /** Samples of local minima that stand out on both sides, deepest first. */
  private List<Integer> minima(double[] share) {
    List<Integer> sites = new ArrayList<>();
    for (int i = first; i <= last; i++) {
      boolean least =
          usable[i]
              && (i == first || share[i] < share[i - 1])
              && (i == last || share[i] <= share[i + 1]);
      if (least && prominent(share, i)) {
        sites.add(i);
      }
    }
    sites.sort((a, b) -> Double.compare(share[a], share[b]));
    return sites.subList(0, Math.min(MOST, sites.size()));
  }

  private boolean prominent(double[] share, int i) {
    double before = rise(share, i, -1);
    double after = rise(share, i, 1);
    // At the proximal end of a vessel nothing narrows by nature.
    boolean startsNarrow =
        flows && i - first < OSTIUM_MM * perMm / Contours.AXIS_STEP && after >= OSTIAL;
    return after >= PROMINENCE && (before >= PROMINENCE || startsNarrow);
  }

  /** How far it widens before something narrower comes. */
  private double rise(double[] share, int i, int step) {
    double top = share[i];
    for (int k = i + step; k >= first && k <= last && share[k] >= share[i]; k += step) {
      top = usable[k] ? Math.max(top, share[k]) : top;
    }
    return top - share[i];
  }

  private ReferenceFit fit(int from, int to) {
    int side = (int) Math.max(8, LEVEL_MM * perMm / Contours.AXIS_STEP);
    return ReferenceFit.of(s, d, usable, from, to, side);
  }

  private double share(int i, ReferenceFit reference) {
    return d[i] / Math.max(1e-6, reference.at(s[i]));
  }

  /** A vessel tapers in steps: the reference of a lesion is that of its neighbourhood. */
  private void refine(int start) {
    for (Found f : found) {
      if (start >= f.start() && start <= f.end()) {
        return;
      }
    }
    int window = (int) (NEIGHBOURHOOD_MM * perMm / Contours.AXIS_STEP);
    int site = start;
    ReferenceFit reference =
        bounded(fit(Math.max(first, site - window), Math.min(last, site + window)), site);
    int from = border(site, -1, reference);
    int to = border(site, 1, reference);
    int low = -1;
    int high = -1;
    for (int pass = 0; pass < 3; pass++) {
      if (low == Math.max(first, from - window) && high == Math.min(last, to + window)) {
        break;
      }
      low = Math.max(first, from - window);
      high = Math.min(last, to + window);
      reference = bounded(fit(low, high), site);
      site = narrowest(Math.max(first, from), Math.min(last, to), site, reference);
      from = border(site, -1, reference);
      to = border(site, 1, reference);
    }
    for (Found f : found) {
      if (site >= f.start() && site <= f.end()) {
        return;
      }
    }
    boolean atEnd = from <= first || to >= last;
    from = foot(site, -1, from, reference);
    to = foot(site, 1, to, reference);
    found.add(new Found(site, from, to, reference, atEnd, recovery(site)));
  }

  /** Keeps a reference to what is seen on both sides: a line or step may run away from it. */
  private ReferenceFit bounded(ReferenceFit fit, int site) {
    double before = beside(site, -1, LEAST_BESIDE_MM);
    double after = beside(site, 1, LEAST_BESIDE_MM);
    double r = fit.at(s[site]);
    if (before <= 0 || after <= 0 || r <= 0) {
      return fit;
    }
    double least = Math.min(before, after);
    double bound = Math.max(LOWEST * least, Math.min(HIGHEST * least, r));
    return bound == r ? fit : fit.scaled(bound / r);
  }

  /** A high share of the diameters to one side, or 0 where next to nothing is seen of it. */
  private double beside(int site, int step, double least) {
    int reach = (int) (BESIDE_MM * perMm / Contours.AXIS_STEP);
    double[] part = new double[reach + 1];
    int n = 0;
    for (int k = 0; k <= reach; k++) {
      int i = site + step * k;
      if (i >= first && i <= last && usable[i]) {
        part[n++] = d[i];
      }
    }
    Arrays.sort(part, 0, n);
    boolean seen = n >= least * perMm / Contours.AXIS_STEP;
    return seen ? part[(int) (HIGH_SHARE * (n - 1))] : 0;
  }

  /** At the distal end nothing widens again, and a tip is no stenosis. */
  private double recovery(int site) {
    double before = beside(site, -1, LEAST_RISE_MM);
    double after = beside(site, 1, LEAST_RISE_MM);
    if (flows && after <= 0 || before <= 0 && after <= 0) {
      return 0;
    }
    double least = before <= 0 ? after : after <= 0 ? before : Math.min(before, after);
    return Math.max(0, 1 - d[site] / Math.max(1e-6, least));
  }

  private int narrowest(int from, int to, int start, ReferenceFit reference) {
    int best = start;
    for (int i = from; i <= to; i++) {
      best = usable[i] && share(i, reference) < share(best, reference) ? i : best;
    }
    return best;
  }

  /**
   * Where a flank ends: noise hides its foot, so it is continued from its slope, flattening as
   * plaques do.
   */
  private int foot(int site, int step, int border, ReferenceFit reference) {
    double depth = 1 - share(site, reference);
    if (depth < 0.1) {
      return border;
    }
    // Noise crosses a level many times: how many samples lie beyond it tells where it crosses.
    int high = site - step;
    int low = site - step;
    for (int i = site; i != border; i += step) {
      double part = (1 - share(i, reference)) / depth;
      high += part > 0.6 ? step : 0;
      low += part > 0.2 ? step : 0;
    }
    int foot = low + (int) Math.round(FLATTENING * (low - high));
    boolean beyond = step < 0 ? foot < border : foot > border;
    return beyond ? Math.max(first, Math.min(last, foot)) : border;
  }

  private int border(int site, int step, ReferenceFit reference) {
    int i = site;
    while (i + step >= first && i + step <= last && share(i, reference) < REJOINED) {
      i += step;
    }
    return i;
  }
}
