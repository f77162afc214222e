// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

import io.github.medsam2.error.InvalidInputException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Values in ascending order and the number of the group of each; groups in order of their names.
 */
final class Groups {
  private final double[] sorted;
  private final int[] group;
  private final int count;

  private Groups(double[] sorted, int[] group, int count) {
    this.sorted = sorted;
    this.group = group;
    this.count = count;
  }

  static Groups of(double[] values, String[] names) {
    if (values.length == 0 || values.length != names.length) {
      throw new InvalidInputException(
          "bootstrap",
          "at least one value, and a group for each",
          values.length + " values and " + names.length + " groups",
          "give as many");
    }
    if (!Arrays.stream(values).allMatch(Double::isFinite)) {
      throw new InvalidInputException(
          "bootstrap", "finite values", "another", "leave out what is not known, and say so");
    }
    List<String> distinct = Arrays.stream(names).distinct().sorted().toList();
    String[] order = distinct.toArray(String[]::new);
    int[] numbers = Arrays.stream(names).mapToInt(n -> Arrays.binarySearch(order, n)).toArray();
    int[] at =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(
                Comparator.<Integer>comparingDouble(i -> values[i]).thenComparing(i -> numbers[i]))
            .mapToInt(i -> i)
            .toArray();
    return new Groups(
        Arrays.stream(at).mapToDouble(i -> values[i]).toArray(),
        Arrays.stream(at).map(i -> numbers[i]).toArray(),
        order.length);
  }

  int count() {
    return count;
  }

  double[] sums() {
    double[] sums = new double[count];
    for (int i = 0; i < sorted.length; i++) {
      sums[group[i]] += sorted[i];
    }
    return sums;
  }

  int[] sizes() {
    int[] sizes = new int[count];
    for (int g : group) {
      sizes[g]++;
    }
    return sizes;
  }

  /** The value at a share of all values, each as often as its group. */
  double quantile(int[] times, double share) {
    long all = 0;
    for (int g : group) {
      all += times[g];
    }
    double rank = share * (all - 1);
    long below = (long) Math.floor(rank);
    long seen = 0;
    double low = Double.NaN;
    for (int i = 0; i < sorted.length; i++) {
      seen += times[group[i]];
      if (Double.isNaN(low) && seen > below) {
        low = sorted[i];
      }
      if (seen > below + 1 || (seen > below && rank == below)) {
        return low + (rank - below) * (sorted[i] - low);
      }
    }
    return low;
  }
}
