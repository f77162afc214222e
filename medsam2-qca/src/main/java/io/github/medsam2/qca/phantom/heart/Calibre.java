// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom.heart;

import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.anatomy.Dominance;

/**
 * The healthy lumen diameter of a segment, mm: Dodge 1992 and CT for the main arteries, values
 * consistent with the branching laws for the others.
 */
public record Calibre(double start, double end) {

  public static Calibre of(CassSegment segment, Dominance dominance) {
    boolean left = dominance == Dominance.LEFT;
    return switch (segment) {
      case LEFT_MAIN, LEFT_OSTIUM -> new Calibre(4.5, 4.4);
      case PROXIMAL_LAD -> new Calibre(3.7, 3.1);
      case MID_LAD -> new Calibre(3.1, 2.2);
      case DISTAL_LAD -> new Calibre(2.2, 1.1);
      case PROXIMAL_LCX -> left ? new Calibre(4.2, 3.8) : new Calibre(3.4, 3.0);
      case MID_LCX -> left ? new Calibre(3.8, 3.3) : new Calibre(2.8, 2.2);
      case DISTAL_LCX -> left ? new Calibre(3.3, 2.7) : new Calibre(2.2, 1.5);
      case LEFT_AV -> left ? new Calibre(2.6, 2.2) : new Calibre(1.5, 1.0);
      case PROXIMAL_RCA, RCA_OSTIUM -> left ? new Calibre(2.8, 2.4) : new Calibre(3.9, 3.6);
      case MID_RCA -> left ? new Calibre(2.4, 1.9) : new Calibre(3.6, 3.3);
      case DISTAL_RCA -> left ? new Calibre(1.8, 1.0) : new Calibre(3.2, 2.7);
      case RIGHT_PDA, LEFT_PDA -> new Calibre(2.1, 1.1);
      case RIGHT_PAV -> new Calibre(2.4, 1.9);
      case RPL1, RPL2, RPL3, LPL1, LPL2, LPL3 -> new Calibre(1.7, 0.9);
      case D1 -> new Calibre(2.1, 1.0);
      case D2 -> new Calibre(1.8, 0.9);
      case D3 -> new Calibre(1.5, 0.8);
      case OM1, RAMUS -> new Calibre(2.2, 1.1);
      case OM2 -> new Calibre(1.9, 1.0);
      case OM3 -> new Calibre(1.6, 0.9);
      case S1, ACUTE_MARGINAL -> new Calibre(1.5, 0.8);
      case D1_LATERAL,
          D2_LATERAL,
          D3_LATERAL,
          OM1_LATERAL,
          OM2_LATERAL,
          OM3_LATERAL,
          RAMUS_LATERAL,
          INFERIOR_SEPTAL ->
          new Calibre(1.0, 0.6);
    };
  }

  public Calibre times(double k) {
    return new Calibre(k * start, k * end);
  }

  public double at(double share) {
    return start + (end - start) * share;
  }
}
