// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.stats;

/** A confidence interval. */
public record Interval(double low, double high) {
  /** Whether a value lies inside, borders included. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }

  /** Half of its width. */
  public double halfWidth() {
    return (high - low) / 2;
  }
}
