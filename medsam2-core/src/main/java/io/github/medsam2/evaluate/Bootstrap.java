// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.sampling.CounterRandom;
import java.util.Arrays;

/**
 * Percentile intervals by drawing whole groups, that is patients, with replacement: objects and
 * frames of one patient are not independent, so neither a t-test nor a draw of objects is right for
 * them.
 *
 * <p>The result depends on the values, their groups and the seed, not on their order. Immutable and
 * thread-safe.
 *
 * @param draws how often, 100 to 1,000,000
 * @param seed of the draws
 * @param level share of the draws inside the interval, above 0 and below 1
 */
public record Bootstrap(int draws, long seed, double level) {

  /** Checks the numbers. */
  public Bootstrap {
    if (draws < 100 || draws > 1_000_000) {
      throw refused("100 to 1000000 draws", draws + "", "10000 is usual");
    }
    if (!(level > 0 && level < 1)) {
      throw refused("a level above 0 and below 1", level + "", "0.95 is usual");
    }
  }

  /** 10,000 draws and 95 % intervals. */
  public static Bootstrap standard() {
    return new Bootstrap(10_000, 1, 0.95);
  }

  /** This with another share inside; the lower end of 0.90 is the one-sided bound of 95 %. */
  public Bootstrap withLevel(double share) {
    return new Bootstrap(draws, seed, share);
  }

  /** This with other draws. */
  public Bootstrap withSeed(long other) {
    return new Bootstrap(draws, other, level);
  }

  /**
   * The interval of a statistic.
   *
   * @param values finite, at least one
   * @param groups the patient of each value
   */
  public Interval interval(double[] values, String[] groups, Statistic statistic) {
    Groups all = Groups.of(values, groups);
    Statistic.OfDraw drawn = statistic.of(all);
    int count = all.count();
    int[] once = new int[count];
    Arrays.fill(once, 1);
    double estimate = drawn.value(once);
    if (count < 2) {
      return new Interval(estimate, Double.NaN, Double.NaN, values.length, count);
    }
    double[] found = new double[draws];
    CounterRandom random = CounterRandom.of(seed).split("bootstrap");
    for (int d = 0; d < draws; d++) {
      found[d] = drawn.value(times(random.split(d), count));
    }
    Arrays.sort(found);
    double tail = (1 - level) / 2;
    return new Interval(
        estimate, Quantiles.of(found, tail), Quantiles.of(found, 1 - tail), values.length, count);
  }

  /**
   * The interval of a statistic of the differences {@code first[i] - second[i]}: which of two
   * models is better on the same objects, and by how much.
   *
   * @param first finite, at least one
   * @param second of the same objects in the same order
   * @param groups the patient of each object
   */
  public Interval paired(double[] first, double[] second, String[] groups, Statistic statistic) {
    return interval(differences(first, second), groups, statistic);
  }

  /**
   * How likely differences at least as far from 0 are when neither model is better: the share of
   * draws in which each patient's differences change sign together with probability one half. Of
   * the mean of all differences; two-sided; never below {@code 1 / (draws + 1)}.
   *
   * @param first finite, at least one
   * @param second of the same objects in the same order
   * @param groups the patient of each object
   */
  public double signFlip(double[] first, double[] second, String[] groups) {
    double[] sums = Groups.of(differences(first, second), groups).sums();
    double seen = Math.abs(Arrays.stream(sums).sum());
    double slack = 1e-12 * Arrays.stream(sums).map(Math::abs).sum();
    CounterRandom random = CounterRandom.of(seed).split("sign flip");
    int asFar = 1;
    for (int d = 0; d < draws; d++) {
      CounterRandom signs = random.split(d);
      double sum = 0;
      for (int g = 0; g < sums.length; g++) {
        sum += signs.uniform(g) < 0.5 ? sums[g] : -sums[g];
      }
      asFar += Math.abs(sum) >= seen - slack ? 1 : 0;
    }
    return asFar / (draws + 1.0);
  }

  private static int[] times(CounterRandom random, int count) {
    int[] times = new int[count];
    for (int i = 0; i < count; i++) {
      times[random.below(count, i)]++;
    }
    return times;
  }

  private static double[] differences(double[] first, double[] second) {
    if (first.length != second.length) {
      throw refused(
          "two values of every object", first.length + " and " + second.length, "pair them");
    }
    double[] result = new double[first.length];
    Arrays.setAll(result, i -> first[i] - second[i]);
    return result;
  }

  private static InvalidInputException refused(String expected, String found, String fix) {
    return new InvalidInputException("bootstrap", expected, found, fix);
  }
}
