// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import java.util.Arrays;

/**
 * Diameters from how much contrast lies across the vessel, which blur does not change. The contrast
 * is that of a blurred vessel matched to the slopes of the image, so that it does not ask where the
 * background is; what a diameter amounts to is learnt from the wider parts of the same vessel.
 * Edges are better where the lumen is wide, this where it is narrow.
 */
final class Densitometry {
  /** Smoothing of the contrast along the vessel, beside that of the scan lines, samples. */
  private static final double ALONG = 4;

  /** The share of the edges in a lumen of a width, and how it grows with each pixel. */
  private static final double NARROW = 1.5;

  private static final double LEAST_EDGES = 0.3;
  private static final double MORE_EDGES = 0.1;
  private static final double MOST_EDGES = 0.9;

  /** Of what edges say: another vessel over the lumen moves its contrast further. */
  private static final double LEAST_SHARE = 0.5;

  private static final double MOST_SHARE = 1.5;

  /** Beyond this the profile of a vessel is not simulated, and edges say all, pixels. */
  private static final double WIDEST = 28;

  /** Where the lumen is narrower than around by this, its contrast is what is in doubt. */
  private static final double SOUND = 0.85;

  private static final int AROUND = 60;
  private static final int REACH = 120;
  private static final int LEAST_SOUND = 30;

  private final double[] diameters;

  Densitometry(Contours contours, BlurModel blur, double[] byEdges) {
    int n = byEdges.length;
    double[] contrast = new double[n];
    Arrays.setAll(contrast, i -> contours.steepness(i, Math.min(WIDEST, byEdges[i]), blur));
    double[] smooth = Smooth.gauss(contrast, ALONG);
    double[] usual = Smooth.median(byEdges, AROUND);
    double[] known = new double[n];
    for (int i = 0; i < n; i++) {
      boolean sound = byEdges[i] > SOUND * usual[i] && smooth[i] > 0 && !contours.mask().open[i];
      known[i] = sound ? smooth[i] : Double.NaN;
    }
    double[] local = local(known);
    this.diameters = new double[n];
    for (int i = 0; i < n; i++) {
      double share = Math.max(0, smooth[i]) / Math.max(1e-6, local[i]);
      diameters[i] = byEdges[i] * Math.sqrt(share);
    }
  }

  /** Medians over the neighbourhood of what is known. */
  private static double[] local(double[] k) {
    double[] all = Arrays.stream(k).filter(v -> !Double.isNaN(v)).sorted().toArray();
    double general = all.length == 0 ? 1 : all[all.length / 2];
    double[] out = new double[k.length];
    for (int i = 0; i < k.length; i++) {
      double[] part =
          Arrays.stream(k, Math.max(0, i - REACH), Math.min(k.length, i + REACH + 1))
              .filter(v -> !Double.isNaN(v))
              .sorted()
              .toArray();
      out[i] = part.length < LEAST_SOUND ? general : part[part.length / 2];
    }
    return Smooth.gauss(out, 10);
  }

  double[] diameters() {
    return diameters;
  }

  /** Edges where the lumen is wide, contrast near what they say where it is narrow. */
  static double[] merged(double[] byEdges, double[] byContrast) {
    double[] d = new double[byEdges.length];
    for (int i = 0; i < d.length; i++) {
      double share = LEAST_EDGES + MORE_EDGES * (byEdges[i] - NARROW);
      double w = byEdges[i] > WIDEST ? 1 : Math.max(LEAST_EDGES, Math.min(MOST_EDGES, share));
      double least = LEAST_SHARE * byEdges[i];
      double contrast = Math.max(least, Math.min(MOST_SHARE * byEdges[i], byContrast[i]));
      d[i] = w * byEdges[i] + (1 - w) * contrast;
    }
    return d;
  }
}
