// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.sampling;

import io.github.medsam2.error.InvalidInputException;
import java.util.List;

/**
 * How many clicks correct an object after its first prompt.
 *
 * @param shares of 0, 1, 2 .. clicks; none negative, together 1
 */
public record Corrections(List<Double> shares) {

  /** Checks that the shares are a distribution. */
  public Corrections {
    shares = List.copyOf(shares);
    double sum = shares.stream().mapToDouble(Double::doubleValue).sum();
    if (!(Math.abs(sum - 1) < 1e-9) || shares.stream().anyMatch(s -> !(s >= 0))) {
      throw new InvalidInputException(
          "shares of corrections", "none negative, together 1", shares + "", "correct them");
    }
  }

  /** Always the same number. */
  public static Corrections exactly(int count) {
    if (count < 0 || count > 100) {
      throw new InvalidInputException("corrections", "0 to 100", count + "", "correct the number");
    }
    Double[] shares = new Double[count + 1];
    java.util.Arrays.fill(shares, 0.0);
    shares[count] = 1.0;
    return new Corrections(List.of(shares));
  }

  /** 0 to 3, 1.2 in the mean: each costs a pass of the decoder. */
  public static Corrections few() {
    return new Corrections(List.of(0.3, 0.35, 0.2, 0.15));
  }

  /** A number of clicks, by number 0 of the noise. */
  public int draw(Noise noise) {
    double at = noise.uniform(0);
    int count = 0;
    while (count < shares.size() - 1 && at >= shares.get(count)) {
      at -= shares.get(count);
      count++;
    }
    return count;
  }
}
