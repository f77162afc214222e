// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;

/** Gives every pixel of a frame to the object of the highest logit there, the first of equals. */
final class NonOverlap {

  private NonOverlap() {}

  /** The same objects, each without the pixels of the others. */
  static Map<String, Segmentation> apply(Map<String, Segmentation> objects) {
    if (objects.size() < 2) {
      return objects;
    }
    int[] owner = owners(objects);
    Map<String, Segmentation> out = new LinkedHashMap<>();
    int number = 0;
    for (Map.Entry<String, Segmentation> object : objects.entrySet()) {
      BitSet taken = new BitSet(owner.length);
      for (int i = 0; i < owner.length; i++) {
        taken.set(i, owner[i] != number);
      }
      out.put(object.getKey(), object.getValue().without(taken));
      number++;
    }
    return out;
  }

  private static int[] owners(Map<String, Segmentation> objects) {
    Segmentation any = objects.values().iterator().next();
    int[] owner = new int[any.width() * any.height()];
    float[] best = new float[owner.length];
    Arrays.fill(best, Float.NEGATIVE_INFINITY);
    int number = 0;
    for (Segmentation s : objects.values()) {
      float[] logits = s.logits();
      for (int i = 0; i < owner.length; i++) {
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
