// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.volume;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How far planes lie apart whose places were rounded when they were written: from the first to the
 * last, over the number of steps between them, so that no rounding adds up over a stack. A missing
 * plane counts as a step.
 *
 * @param step mm
 * @param intervals steps from the first plane to the last; as many as planes less one, and those
 *     missing
 * @param gaps planes behind which the distance differs from the step by more than rounding
 * @param deviation how far a plane lies at most from where its number and the step put it, mm
 */
public record EvenSteps(double step, int intervals, List<Integer> gaps, double deviation) {
  /** How far a distance may be from a number of steps that it is taken for, in steps. */
  private static final double UNEVEN = 0.2;

  /** Smaller distances are rounding, mm. */
  private static final double LEAST = 1e-3;

  /** Copies the list. */
  public EvenSteps {
    gaps = List.copyOf(gaps);
  }

  /**
   * The steps of planes.
   *
   * @param along where at least two planes lie along their normal, mm, ascending, no two at once
   * @param said what the object says of the distance, mm; 0 for nothing
   */
  public static EvenSteps of(double[] along, double said) {
    double[] distances = new double[along.length - 1];
    Arrays.setAll(distances, i -> along[i + 1] - along[i]);
    double[] sorted = distances.clone();
    Arrays.sort(sorted);
    double least = Arrays.stream(sorted).filter(d -> d > LEAST).findFirst().orElse(0);
    int intervals = 0;
    for (double unit : new double[] {said, sorted[sorted.length / 2], least}) {
      intervals = intervals > 0 ? intervals : count(distances, unit);
    }
    double length = along[along.length - 1] - along[0];
    double step = length / (intervals > 0 ? intervals : distances.length);
    return new EvenSteps(
        step,
        intervals > 0 ? intervals : distances.length,
        gaps(distances, step),
        deviation(along, step));
  }

  /** Ascending places without those that are one apart from rounding. */
  public static double[] apart(double[] ascending) {
    double[] out = new double[ascending.length];
    int n = 0;
    for (double at : ascending) {
      if (n == 0 || at - out[n - 1] > LEAST) {
        out[n++] = at;
      }
    }
    return Arrays.copyOf(out, n);
  }

  /** How many units the distances are together, where each is a number of them; else 0. */
  private static int count(double[] distances, double unit) {
    long all = 0;
    for (double d : distances) {
      double n = Math.rint(d / unit);
      // Written so that a unit of 0 fails too.
      if (!(n >= 1 && n < 1e6 && Math.abs(d / unit - n) <= UNEVEN)) {
        return 0;
      }
      all += (long) n;
    }
    return all > Integer.MAX_VALUE - 1 ? 0 : (int) all;
  }

  private static List<Integer> gaps(double[] distances, double step) {
    List<Integer> gaps = new ArrayList<>();
    double tolerance = Math.max(0.01 * step, Math.min(0.05, 0.1 * step));
    for (int i = 0; i < distances.length; i++) {
      if (Math.abs(distances[i] - step) > tolerance) {
        gaps.add(i);
      }
    }
    return gaps;
  }

  private static double deviation(double[] along, double step) {
    double most = 0;
    for (int i = 0; i < along.length; i++) {
      most = Math.max(most, Math.abs(along[i] - along[0] - i * step));
    }
    return most;
  }
}
