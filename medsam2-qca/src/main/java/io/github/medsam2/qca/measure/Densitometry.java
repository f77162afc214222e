// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import java.util.Arrays;

/**
 * Diameters from how much contrast lies across the vessel, which blur does not change: the summed
 * attenuation goes with the area of the lumen. What a diameter amounts to is learnt from the wider
 * parts of the same vessel. Edges are better where the lumen is wide, this where it is narrow.
 */
final class Densitometry {
  /** Below this the edges say nothing any more, above the other they say all, pixels. */
  private static final double NARROW = 2.5;

  private static final double WIDE = 7;

  /** The edges are never left out: noise can take all contrast from an open lumen. */
  private static final double LEAST_EDGES = 0.25;

  /**
   * Of what edges say: structures of the background move the sum across a narrow lumen further than
   * blur moves its edges.
   */
  private static final double LEAST_SHARE = 0.5;

  private static final double MOST_SHARE = 1.3;

  private final double[] diameters;

  Densitometry(Contours contours, double[] byEdges, double smoothingPixels) {
    int n = byEdges.length;
    double[] area = new double[n];
    Arrays.setAll(area, contours::area);
    double[] smooth = Smooth.parabolas(area, smoothingPixels / Contours.AXIS_STEP);
    double[] usual = Smooth.median(byEdges, 60);
    double[] k = new double[n];
    for (int i = 0; i < n; i++) {
      // Where the lumen is narrower than around, the edges are what is in doubt.
      boolean sound = byEdges[i] > 0.85 * usual[i] && area[i] > 0;
      k[i] = sound ? area[i] / (byEdges[i] * byEdges[i]) : Double.NaN;
    }
    this.diameters = new double[n];
    double[] local = local(k);
    for (int i = 0; i < n; i++) {
      diameters[i] = Math.sqrt(Math.max(0, smooth[i]) / Math.max(1e-4, local[i]));
    }
  }

  /** Medians over the neighbourhood of what is known. */
  private static double[] local(double[] k) {
    double[] all = Arrays.stream(k).filter(v -> !Double.isNaN(v)).sorted().toArray();
    double general = all.length == 0 ? 0.02 : all[all.length / 2];
    double[] out = new double[k.length];
    int reach = 80;
    for (int i = 0; i < k.length; i++) {
      double[] part =
          Arrays.stream(k, Math.max(0, i - reach), Math.min(k.length, i + reach + 1))
              .filter(v -> !Double.isNaN(v))
              .sorted()
              .toArray();
      out[i] = part.length < 30 ? general : part[part.length / 2];
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
      double w = Math.max(0, Math.min(1, (byEdges[i] - NARROW) / (WIDE - NARROW)));
      w = LEAST_EDGES + (1 - LEAST_EDGES) * w;
      double least = LEAST_SHARE * byEdges[i];
      double contrast = Math.max(least, Math.min(MOST_SHARE * byEdges[i], byContrast[i]));
      d[i] = w * byEdges[i] + (1 - w) * contrast;
    }
    return d;
  }
}
