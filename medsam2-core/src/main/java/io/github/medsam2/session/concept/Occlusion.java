// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session.concept;

import io.github.medsam2.image.Heading;
import java.util.BitSet;
import java.util.List;

/**
 * Of two instances in one place, both of which were hidden before, the one that was hidden later is
 * the one that came back wrongly. Holds no state.
 *
 * @param same IoU of one place; 0 to look at none
 * @param heading of the walk
 */
record Occlusion(double same, Heading heading) {
  /** The places of those that are to be blanked. */
  BitSet blanked(List<Masklet> masklets, List<Cells> seen) {
    BitSet out = new BitSet();
    if (same == 0) {
      return out;
    }
    for (int i = 0; i < seen.size(); i++) {
      for (int j = i + 1; j < seen.size(); j++) {
        if (seen.get(i).iou(seen.get(j)) >= (float) same) {
          compare(i, masklets.get(i).hidden(), j, masklets.get(j).hidden(), out);
        }
      }
    }
    return out;
  }

  private void compare(int i, int hiddenI, int j, int hiddenJ, BitSet out) {
    boolean both = hiddenI != Masklet.NEVER && hiddenJ != Masklet.NEVER;
    if (both && hiddenI != hiddenJ) {
      boolean later = heading == Heading.FORWARD ? hiddenI > hiddenJ : hiddenI < hiddenJ;
      out.set(later ? i : j);
    }
  }
}
