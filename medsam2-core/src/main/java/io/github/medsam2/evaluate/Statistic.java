// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

import io.github.medsam2.error.InvalidInputException;
import java.util.function.Function;

/** What a {@link Bootstrap} says of values. */
public final class Statistic {

  /** The mean of all values: patients with more objects count more. */
  public static final Statistic MEAN = new Statistic(Statistic::mean);

  /** The mean of the patients' means: every patient counts the same. */
  public static final Statistic MEAN_OF_GROUPS = new Statistic(Statistic::meanOfGroups);

  /** The middle value. */
  public static final Statistic MEDIAN = quantile(0.5);

  /** A statistic of groups that are drawn some times each; never of none at all. */
  interface OfDraw {
    double value(int[] times);
  }

  private final Function<Groups, OfDraw> prepared;

  private Statistic(Function<Groups, OfDraw> prepared) {
    this.prepared = prepared;
  }

  /**
   * The value below which a share of all lies; between two values in proportion.
   *
   * @param share 0 to 1
   */
  public static Statistic quantile(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new InvalidInputException("quantile", "0 to 1", share + "", "0.5 is the median");
    }
    return new Statistic(groups -> times -> groups.quantile(times, share));
  }

  OfDraw of(Groups groups) {
    return prepared.apply(groups);
  }

  private static OfDraw mean(Groups groups) {
    double[] sums = groups.sums();
    int[] sizes = groups.sizes();
    return times -> {
      double sum = 0;
      long count = 0;
      for (int g = 0; g < sums.length; g++) {
        sum += times[g] * sums[g];
        count += (long) times[g] * sizes[g];
      }
      return sum / count;
    };
  }

  private static OfDraw meanOfGroups(Groups groups) {
    double[] sums = groups.sums();
    int[] sizes = groups.sizes();
    return times -> {
      double sum = 0;
      int count = 0;
      for (int g = 0; g < sums.length; g++) {
        sum += times[g] * (sums[g] / sizes[g]);
        count += times[g];
      }
      return sum / count;
    };
  }
}
