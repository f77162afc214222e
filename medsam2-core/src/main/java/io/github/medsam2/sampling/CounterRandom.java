// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.sampling;

import io.github.medsam2.error.InvalidInputException;

/**
 * Counter-based randomness: numbers are a function of a key and an index, without a state. So
 * training that goes on after a crash needs no generator restored, threads cannot disturb each
 * other's draws, and one sample of one epoch can be looked at alone.
 *
 * <pre>{@code
 * CounterRandom r = CounterRandom.of(42).split(epoch).split(sample).split("box");
 * double left = r.uniform(0);
 * }</pre>
 *
 * <p>SplitMix64 (Steele, Lea, Flood 2014). The same on every platform. Immutable and thread-safe;
 * not for secrets.
 *
 * @param key decides all numbers
 */
public record CounterRandom(long key) implements Noise {
  private static final long GAMMA = 0x9E3779B97F4A7C15L;
  private static final long SPLIT = 0xD1B54A32D192ED03L;

  /** The numbers of a seed. */
  public static CounterRandom of(long seed) {
    return new CounterRandom(mix(seed + GAMMA));
  }

  /** The numbers of one of many counters: an epoch, a sample, an object. */
  public CounterRandom split(long counter) {
    return new CounterRandom(mix(mix(key ^ SPLIT) + (counter + 1) * GAMMA));
  }

  /** The numbers of a purpose; equal texts give equal numbers. */
  public CounterRandom split(String purpose) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < purpose.length(); i++) {
      hash = (hash ^ purpose.charAt(i)) * 0x100000001b3L;
    }
    return split(hash);
  }

  @Override
  public double uniform(long index) {
    return (mix(key + (index + 1) * GAMMA) >>> 11) * 0x1p-53;
  }

  /** A whole number of 0 to {@code bound - 1}, each as likely. */
  public int below(int bound, long index) {
    requireAtLeast("bound of a random number", bound, 1);
    return (int) (uniform(index) * bound);
  }

  /** A number of the standard normal distribution. */
  public double normal(long index) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform(2 * index)));
    return radius * StrictMath.cos(2 * StrictMath.PI * uniform(2 * index + 1));
  }

  /**
   * Some of the numbers 0 to {@code of - 1}, none twice, in random order.
   *
   * @param count 0 to {@code of}; as many gives a permutation
   */
  public int[] choose(int count, int of) {
    requireAtLeast("numbers to choose from", of, count);
    requireAtLeast("numbers to choose", count, 0);
    int[] all = new int[of];
    for (int i = 0; i < of; i++) {
      all[i] = i;
    }
    int[] chosen = new int[count];
    for (int i = 0; i < count; i++) {
      int at = i + below(of - i, i);
      chosen[i] = all[at];
      all[at] = all[i];
    }
    return chosen;
  }

  private static void requireAtLeast(String what, int value, int least) {
    if (value < least) {
      throw new InvalidInputException(
          what, "at least " + least, Integer.toString(value), "correct the number");
    }
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
