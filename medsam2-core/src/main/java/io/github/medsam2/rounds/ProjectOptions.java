// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import io.github.medsam2.error.InvalidInputException;

/**
 * What a project is begun with and keeps for good. Immutable and thread-safe; every method returns
 * changed options.
 */
public final class ProjectOptions {
  private final String base;
  private final long seed;
  private final double frozenShare;
  private final int leastFrozen;

  private ProjectOptions(String base, long seed, double frozenShare, int leastFrozen) {
    this.base = base;
    this.seed = seed;
    this.frozenShare = frozenShare;
    this.leastFrozen = leastFrozen;
  }

  /**
   * With 15 % of the patients frozen, 40 at least, and seed 1.
   *
   * @param base the model all others are trained from: {@link
   *     io.github.medsam2.adapter.BaseWeights#fingerprint}
   */
  public static ProjectOptions of(String base) {
    if (!base.matches("[0-9a-f]{64}")) {
      throw new InvalidInputException(
          "base of a project",
          "a fingerprint of 64 hexadecimal digits",
          "another text",
          "take it from BaseWeights.fingerprint()");
    }
    return new ProjectOptions(base, 1, 0.15, 40);
  }

  /** With other random draws. */
  public ProjectOptions seed(long number) {
    return new ProjectOptions(base, number, frozenShare, leastFrozen);
  }

  /**
   * With another share of the patients to judge models by.
   *
   * @param share above 0 and below 1
   * @param least patients, at least 2; below 40 a comparison tells little
   */
  public ProjectOptions frozen(double share, int least) {
    if (!(share > 0 && share < 1) || least < 2) {
      throw new InvalidInputException(
          "frozen patients",
          "a share above 0 and below 1, and at least 2",
          share + " and " + least,
          "correct the number");
    }
    return new ProjectOptions(base, seed, share, least);
  }

  String base() {
    return base;
  }

  long seed() {
    return seed;
  }

  double frozenShare() {
    return frozenShare;
  }

  int leastFrozen() {
    return leastFrozen;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof ProjectOptions p && toString().equals(p.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  @Override
  public String toString() {
    return String.join(
        ", ",
        "ProjectOptions[base " + base,
        "seed " + seed,
        "frozen " + frozenShare,
        "at least " + leastFrozen + "]");
  }
}
