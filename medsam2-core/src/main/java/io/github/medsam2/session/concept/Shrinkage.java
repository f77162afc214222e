// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session.concept;

import java.util.BitSet;
import java.util.function.IntFunction;

/**
 * Masks of which little would be left if every pixel belonged to the one of the highest logit, the
 * first of equals.
 *
 * @param least share that has to be left
 */
record Shrinkage(double least) {

  /**
   * The places of those masks.
   *
   * @param count of masks
   * @param masks gives the logits of each, all on one grid; asked twice, so that no two of these
   *     large arrays are held at a time
   */
  BitSet of(int count, IntFunction<float[]> masks) {
    BitSet out = new BitSet();
    if (count < 2) {
      return out;
    }
    int[] owner = owners(count, masks);
    for (int m = 0; m < count; m++) {
      float[] logits = masks.apply(m);
      int before = 0;
      int after = 0;
      for (int i = 0; i < logits.length; i++) {
        before += logits[i] > 0 ? 1 : 0;
        after += logits[i] > 0 && owner[i] == m ? 1 : 0;
      }
      out.set(m, (float) after / Math.max(1, before) < (float) least);
    }
    return out;
  }

  private static int[] owners(int count, IntFunction<float[]> masks) {
    float[] best = masks.apply(0).clone();
    int[] owner = new int[best.length];
    for (int m = 1; m < count; m++) {
      float[] logits = masks.apply(m);
      for (int i = 0; i < best.length; i++) {
        if (logits[i] > best[i]) {
          best[i] = logits[i];
          owner[i] = m;
        }
      }
    }
    return owner;
  }
}
