// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import java.util.Arrays;

/**
 * Diameters from how much contrast lies across the vessel, which blur does not change. The contrast
 * is that of a blurred vessel matched to the slopes of the image, so that it does not ask where the
 * background is; what a diameter amounts to is learnt from the wider parts of the same vessel. Both
 * are weighed by how far they vary along this vessel: edges are better where the lumen is wide,
 * contrast where it is narrow and the background even.
 */
final class Densitometry {
  /** Smoothing of the contrast along the vessel, beside that of the scan lines, samples. */
  private static final double ALONG = 4;

  /** What is wrong with edges along a whole stretch, as beside other vessels, pixels. */
  private static final double EDGES_OFF = 0.3;

  /** The same of contrast, as a share of the diameter: lumens are not round. */
  private static final double CONTRAST_OFF = 0.05;

  /** Neither is left out. */
  private static final double LEAST_EDGES = 0.2;

  private static final double MOST_EDGES = 0.95;

  /** Smoothing whose rest is noise, samples. */
  private static final double SLOW = 16;

  private static final double NORMAL = 1.48;

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

  /**
   * @param seen apparent widths
   * @param byEdges the diameters they tell
   */
  Densitometry(Contours contours, BlurModel blur, double[] seen, double[] byEdges) {
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
    double edgeNoise = noise(seen, Smooth.gauss(seen, SLOW));
    double[] share = new double[n];
    double[] even = new double[n];
    for (int i = 0; i < n; i++) {
      double usualContrast = Math.max(1e-6, local[i]);
      share[i] = Math.max(0, smooth[i]) / usualContrast;
      known[i] /= usualContrast;
      even[i] = 1;
    }
    double contrastNoise = noise(known, even);
    this.diameters = new double[n];
    for (int i = 0; i < n; i++) {
      double d = byEdges[i];
      double e = Math.hypot(edgeNoise * blur.spreading(seen[i]), EDGES_OFF);
      double c = Math.hypot(contrastNoise * usual[i] / 2, CONTRAST_OFF * d);
      double edges = c * c / (c * c + e * e);
      double w = d > WIDEST ? 1 : Math.max(LEAST_EDGES, Math.min(MOST_EDGES, edges));
      double most = MOST_SHARE * d;
      double byContrast = Math.max(LEAST_SHARE * d, Math.min(most, d * Math.sqrt(share[i])));
      diameters[i] = w * d + (1 - w) * byContrast;
    }
  }

  /** The usual distance of values from a course, of those that are known. */
  private static double noise(double[] values, double[] course) {
    double[] off = new double[values.length];
    int n = 0;
    for (int i = 0; i < off.length; i++) {
      if (!Double.isNaN(values[i])) {
        off[n++] = Math.abs(values[i] - course[i]);
      }
    }
    Arrays.sort(off, 0, n);
    return n == 0 ? 0 : NORMAL * off[n / 2];
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
}
