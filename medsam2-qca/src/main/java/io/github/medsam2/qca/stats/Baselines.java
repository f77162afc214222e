// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.stats;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.anatomy.ViewPrior;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a result must be better than: predictors that do not look at the image. */
public final class Baselines {
  private Baselines() {}

  /** The median of the training values for every case. */
  public static double[] constant(double[] training, int cases) {
    Pairs.checkFinite("baseline", training, 1);
    if (cases < 0) {
      throw new InvalidInputException(
          "baseline", "a number of cases from 0", cases + "", "give the number of predictions");
    }
    double[] out = new double[cases];
    Arrays.fill(out, Pairs.median(training));
    return out;
  }

  /**
   * The median of the training values of the same group, such as the phase (before, after) or the
   * segment; of all values for a group that training has not seen.
   */
  public static double[] groupMedian(
      double[] training, List<String> trainingGroups, List<String> groups) {
    if (training.length != trainingGroups.size() || training.length == 0) {
      throw new InvalidInputException(
          "baseline",
          "a group for each training value",
          training.length + " values, " + trainingGroups.size() + " groups",
          "give both lists in one order");
    }
    Pairs.checkFinite("baseline", training, 1);
    Map<String, List<Double>> values = new HashMap<>();
    for (int i = 0; i < training.length; i++) {
      values.computeIfAbsent(trainingGroups.get(i), k -> new ArrayList<>()).add(training[i]);
    }
    double all = Pairs.median(training);
    Map<String, Double> medians = new HashMap<>();
    values.forEach(
        (g, v) -> medians.put(g, Pairs.median(v.stream().mapToDouble(x -> x).toArray())));
    return groups.stream().mapToDouble(g -> medians.getOrDefault(g, all)).toArray();
  }

  /** Segments by how often they stand in training, most frequent first. */
  public static List<CassSegment> majority(List<CassSegment> training) {
    long[] count = new long[CassSegment.values().length];
    training.forEach(k -> count[k.ordinal()]++);
    return Arrays.stream(CassSegment.values())
        .sorted(Comparator.comparingLong(k -> -count[k.ordinal()]))
        .toList();
  }

  /** Segments by their prior in a view of the given angles in degrees. */
  public static List<CassSegment> byView(ViewPrior prior, double primary, double secondary) {
    return prior.probabilities(primary, secondary).entrySet().stream()
        .sorted(Map.Entry.<CassSegment, Double>comparingByValue().reversed())
        .map(Map.Entry::getKey)
        .toList();
  }
}
