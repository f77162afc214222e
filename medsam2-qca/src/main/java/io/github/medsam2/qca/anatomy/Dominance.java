// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.anatomy;

/** Which artery gives the posterior descending artery, with what that makes possible. */
public enum Dominance {
  RIGHT("253728007", 0.85),
  LEFT("253729004", 0.08),
  BALANCED("253730009", 0.07);

  /** How a segment goes with a dominance. */
  public enum Occurrence {
    EXPECTED,
    POSSIBLE,
    RARE,
    FORBIDDEN
  }

  private final String snomed;
  private final double prevalence;

  Dominance(String snomed, double prevalence) {
    this.snomed = snomed;
    this.prevalence = prevalence;
  }

  /** The SNOMED CT code of DICOM CID 3710. */
  public String snomed() {
    return snomed;
  }

  /** The share of people, 0 to 1. */
  public double prevalence() {
    return prevalence;
  }

  /** How a segment goes with this dominance. */
  public Occurrence occurrence(CassSegment segment) {
    return switch (segment) {
      case RIGHT_PDA -> this == LEFT ? Occurrence.FORBIDDEN : Occurrence.EXPECTED;
      case RIGHT_PAV, RPL1, RPL2, RPL3 -> this == LEFT ? Occurrence.FORBIDDEN : Occurrence.POSSIBLE;
      case LPL1, LPL2, LPL3 -> this == RIGHT ? Occurrence.RARE : Occurrence.POSSIBLE;
      case LEFT_PDA ->
          switch (this) {
            case RIGHT -> Occurrence.FORBIDDEN;
            case LEFT -> Occurrence.EXPECTED;
            case BALANCED -> Occurrence.POSSIBLE;
          };
      default -> Occurrence.POSSIBLE;
    };
  }
}
