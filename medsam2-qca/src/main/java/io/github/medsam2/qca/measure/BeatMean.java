// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A lesion averaged over a heart beat: medians, which a frame gone wrong does not move.
 *
 * @param frames how many
 * @param mldPixels minimal lumen diameter
 * @param rvdPixels reference diameter
 * @param diameterStenosis percent
 * @param spread median distance of the percent of single frames to it
 */
public record BeatMean(
    int frames, double mldPixels, double rvdPixels, double diameterStenosis, double spread) {

  static BeatMean of(List<Lesion> lesions) {
    double ds = median(lesions, Lesion::diameterStenosis);
    return new BeatMean(
        lesions.size(),
        median(lesions, l -> l.mld().pixels()),
        median(lesions, l -> l.rvd().pixels()),
        ds,
        median(lesions, l -> Math.abs(l.diameterStenosis() - ds)));
  }

  private static double median(List<Lesion> lesions, ToDoubleFunction<Lesion> value) {
    double[] v = lesions.stream().mapToDouble(value).toArray();
    Arrays.sort(v);
    int n = v.length;
    return n == 0 ? Double.NaN : (v[(n - 1) / 2] + v[n / 2]) / 2;
  }

  /** The lesion of another frame at the same share of the vessel. */
  static Lesion same(QcaResult main, QcaResult other) {
    double share = main.site() / (double) main.function().size();
    Lesion best = other.lesion();
    for (Lesion l : other.lesions()) {
      double d = Math.abs(l.site() / (double) other.function().size() - share);
      double least = Math.abs(best.site() / (double) other.function().size() - share);
      best = d < least ? l : best;
    }
    return best;
  }
}
