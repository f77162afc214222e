// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.benchmarks;

import java.util.Arrays;

/**
 * Times of one piece of work, in milliseconds.
 *
 * @param median of the wall time
 * @param least of the wall time: what foreign load disturbs least
 * @param processor mean of the processor time of all threads; NaN where the system does not tell
 */
record Timing(double median, double least, double processor) {
  private static final double NANOS = 1e-6;

  /** Times work that has been warmed up. */
  static Timing of(int runs, Runnable work) {
    double[] wall = new double[runs];
    double before = processorTime();
    for (int i = 0; i < runs; i++) {
      wall[i] = once(work);
    }
    double processor = (processorTime() - before) / runs;
    return new Timing(median(wall), Arrays.stream(wall).min().orElse(Double.NaN), processor);
  }

  /** The same, of one of so many parts. */
  Timing over(int parts) {
    return new Timing(median / parts, least / parts, processor / parts);
  }

  private static double once(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) * NANOS;
  }

  /** What this process has used so far, in milliseconds; known to a hundredth of a second. */
  static double processorTime() {
    return ProcessHandle.current()
        .info()
        .totalCpuDuration()
        .map(d -> d.toNanos() * NANOS)
        .orElse(Double.NaN);
  }

  /**
   * The least value that this share of all does not exceed.
   *
   * @param sorted from the least on
   */
  static double quantile(double[] sorted, double share) {
    return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }
}
