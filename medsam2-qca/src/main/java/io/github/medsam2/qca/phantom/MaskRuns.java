// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom;

import io.github.medsam2.image.Mask;
import java.util.ArrayList;
import java.util.List;

/**
 * Masks as the run lengths of COCO: columns from left to right, each from top to bottom, runs of
 * background and mask in turn beginning with background, written in COCO's compressed text, which
 * {@code pycocotools.mask.decode} reads.
 */
final class MaskRuns {
  private static final int FIRST = 48;

  private MaskRuns() {}

  static List<Integer> runs(Mask mask) {
    List<Integer> runs = new ArrayList<>();
    boolean inside = false;
    int length = 0;
    for (int x = 0; x < mask.width(); x++) {
      for (int y = 0; y < mask.height(); y++) {
        if (mask.contains(x, y) != inside) {
          runs.add(length);
          length = 0;
          inside = !inside;
        }
        length++;
      }
    }
    runs.add(length);
    return runs;
  }

  /** Each run from the fourth on as its difference to the one before last, in groups of 5 bits. */
  static String text(Mask mask) {
    List<Integer> runs = runs(mask);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < runs.size(); i++) {
      int x = runs.get(i) - (i > 2 ? runs.get(i - 2) : 0);
      boolean more = true;
      while (more) {
        int bits = x & 0x1f;
        x >>= 5;
        more = (bits & 0x10) != 0 ? x != -1 : x != 0;
        out.append((char) (FIRST + (more ? bits | 0x20 : bits)));
      }
    }
    return out.toString();
  }
}
