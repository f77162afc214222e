// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.stats;

import io.github.medsam2.error.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Percentile intervals by drawing whole patients with replacement, since lesions and frames of one
 * patient are not independent. The same seed gives the same interval.
 *
 * @param draws number of repetitions, at least 100
 * @param seed of the draws
 */
public record ClusterBootstrap(int draws, long seed) {

  /** Checks the number of draws. */
  public ClusterBootstrap {
    if (draws < 100 || draws > 1_000_000) {
      throw new InvalidInputException(
          "bootstrap", "100 to 1000000 draws", draws + "", "2000 is usual");
    }
  }

  /**
   * The 95 percent interval of a statistic.
   *
   * @param cases all cases
   * @param cluster the patient of a case
   * @param statistic of a list of cases; draws for which it is NaN are left out
   */
  public <T> Interval interval(
      List<T> cases, Function<T, String> cluster, ToDoubleFunction<List<T>> statistic) {
    Map<String, List<T>> byCluster = new LinkedHashMap<>();
    cases.forEach(c -> byCluster.computeIfAbsent(cluster.apply(c), k -> new ArrayList<>()).add(c));
    List<List<T>> clusters = List.copyOf(byCluster.values());
    if (clusters.size() < 2) {
      throw new InvalidInputException(
          "bootstrap", "at least 2 patients", clusters.size() + "", "add patients");
    }
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[draws];
    int n = 0;
    for (int d = 0; d < draws; d++) {
      List<T> drawn = new ArrayList<>();
      for (int i = 0; i < clusters.size(); i++) {
        drawn.addAll(clusters.get(random.nextInt(clusters.size())));
      }
      double v = statistic.applyAsDouble(drawn);
      if (!Double.isNaN(v)) {
        values[n++] = v;
      }
    }
    if (n == 0) {
      return new Interval(Double.NaN, Double.NaN);
    }
    double[] valid = Arrays.copyOf(values, n);
    return new Interval(Pairs.quantile(valid, 0.025), Pairs.quantile(valid, 0.975));
  }
}
