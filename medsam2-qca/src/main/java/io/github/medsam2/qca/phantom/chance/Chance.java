// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom.chance;

import java.util.SplittableRandom;

/** A stream of random numbers that is the same on every machine. Not thread-safe. */
public final class Chance {
  private final SplittableRandom random;

  /**
   * @param seed of the phantom
   * @param stream one number for each purpose, so that a change in one leaves the others alone
   */
  public Chance(long seed, long stream) {
    this.random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + stream * 0xD1B54A32D192ED03L);
  }

  /** Evenly between two values. */
  public double between(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  /** True with a probability. */
  public boolean with(double probability) {
    return random.nextDouble() < probability;
  }

  /** A whole number from 0 to n - 1. */
  public int below(int n) {
    return random.nextInt(n);
  }

  /** Sixty-four random bits. */
  public long bits() {
    return random.nextLong();
  }

  /** Standard normal, by Box and Muller. */
  public double normal() {
    double u = 1 - random.nextDouble();
    double v = random.nextDouble();
    return StrictMath.sqrt(-2 * StrictMath.log(u)) * StrictMath.cos(2 * Math.PI * v);
  }

  /** Normal, cut off at two standard deviations. */
  public double normal(double mean, double sd) {
    return mean + sd * Math.max(-2, Math.min(2, normal()));
  }
}
