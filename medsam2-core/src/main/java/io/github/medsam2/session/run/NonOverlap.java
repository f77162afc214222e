// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session.run;

import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;

/** Gives every pixel of a frame to the object of the highest logit there, the first of equals. */
public final class NonOverlap {

  private NonOverlap() {}

  /**
   * The pixels of each object that belong to others.
   *
   * @param logits of the objects by name, all on one grid
   */
  public static Map<String, BitSet> taken(Map<String, float[]> logits) {
    int[] owner = owners(logits);
    Map<String, BitSet> out = new LinkedHashMap<>();
    int number = 0;
    for (String object : logits.keySet()) {
      BitSet taken = new BitSet(owner.length);
      for (int i = 0; i < owner.length; i++) {
        taken.set(i, owner[i] != number);
      }
      out.put(object, taken);
      number++;
    }
    return out;
  }

  private static int[] owners(Map<String, float[]> objects) {
    int pixels = objects.values().stream().mapToInt(l -> l.length).findFirst().orElse(0);
    int[] owner = new int[pixels];
    float[] best = new float[pixels];
    Arrays.fill(best, Float.NEGATIVE_INFINITY);
    int number = 0;
    for (float[] logits : objects.values()) {
      for (int i = 0; i < logits.length; i++) {
        if (logits[i] > best[i]) {
          best[i] = logits[i];
          owner[i] = number;
        }
      }
      number++;
    }
    return owner;
  }
}
