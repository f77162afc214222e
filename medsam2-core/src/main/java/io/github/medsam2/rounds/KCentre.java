// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Greedy k-centre: always the one that is least like all that were taken before. */
final class KCentre {

  private KCentre() {}

  /**
   * Indices of what is taken, in that order. A stratum that has its share is passed over as long as
   * there are others.
   *
   * @param features of length 1 each
   * @param strata of each
   * @param anchors features of what was taken before; may be empty: then the first one is taken
   * @param count at most
   */
  static List<Integer> choose(
      List<float[]> features, List<String> strata, List<float[]> anchors, int count) {
    double[] apart = new double[features.size()];
    Arrays.fill(apart, Double.POSITIVE_INFINITY);
    anchors.forEach(a -> approach(apart, features, a));
    Map<String, Integer> taken = new HashMap<>();
    int share = (int) Math.ceil(count / (double) Math.max(1, strata.stream().distinct().count()));
    List<Integer> chosen = new ArrayList<>();
    while (chosen.size() < Math.min(count, features.size())) {
      int next = farthest(apart, strata, taken, share, chosen);
      if (next < 0) {
        share = count;
        continue;
      }
      chosen.add(next);
      taken.merge(strata.get(next), 1, Integer::sum);
      approach(apart, features, features.get(next));
    }
    return chosen;
  }

  private static int farthest(
      double[] apart,
      List<String> strata,
      Map<String, Integer> taken,
      int share,
      List<Integer> chosen) {
    int best = -1;
    for (int i = 0; i < apart.length; i++) {
      boolean free = !chosen.contains(i) && taken.getOrDefault(strata.get(i), 0) < share;
      if (free && (best < 0 || apart[i] > apart[best])) {
        best = i;
      }
    }
    return best;
  }

  private static void approach(double[] apart, List<float[]> features, float[] centre) {
    for (int i = 0; i < apart.length; i++) {
      float[] f = features.get(i);
      double product = 0;
      for (int c = 0; c < f.length; c++) {
        product += (double) f[c] * centre[c];
      }
      apart[i] = Math.min(apart[i], Math.sqrt(Math.max(0, 2 - 2 * product)));
    }
  }
}
