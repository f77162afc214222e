// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session.concept;

import java.util.BitSet;

/**
 * The cells of a mask on the network's own grid.
 *
 * @param inside not to be written to
 * @param area how many there are
 */
record Cells(BitSet inside, int area) {

  /** Those whose logit is above 0. */
  static Cells of(float[] logits) {
    BitSet inside = new BitSet(logits.length);
    for (int i = 0; i < logits.length; i++) {
      if (logits[i] > 0) {
        inside.set(i);
      }
    }
    return new Cells(inside, inside.cardinality());
  }

  boolean isEmpty() {
    return area == 0;
  }

  /** Intersection over union; 0 of two that are empty. */
  float iou(Cells other) {
    if (isEmpty() || other.isEmpty()) {
      return 0;
    }
    BitSet both = (BitSet) inside.clone();
    both.and(other.inside);
    int common = both.cardinality();
    return (float) common / (area + other.area - common);
  }
}
