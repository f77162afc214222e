// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import io.github.medsam2.image.Mask;
import io.github.medsam2.session.concept.Found;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * What is shown of the instances of a frame: those with a pixel.
 *
 * @param width columns of the frame
 * @param height rows of the frame
 * @param apart whether a pixel belongs to one instance at most
 */
record ShownInstances(int width, int height, boolean apart) {

  List<TrackedInstance> of(List<Found> found) {
    List<Found> kept = new ArrayList<>();
    List<TrackedInstance> seen = new ArrayList<>();
    for (Found f : found) {
      int side = (int) Math.round(Math.sqrt(f.logits().length));
      Segmentation s =
          new Segmentation(f.logits(), side, width, height, f.iou(), f.objectScore(), null);
      if (!s.mask().isEmpty()) {
        kept.add(f);
        seen.add(new TrackedInstance(f.number(), f.score(), f.since(), s));
      }
    }
    return apart ? apart(seen, kept) : seen;
  }

  /** Each pixel to the one whose presence is surest, the first of equals. */
  private List<TrackedInstance> apart(List<TrackedInstance> seen, List<Found> found) {
    List<Mask> masks = seen.stream().map(TrackedInstance::mask).toList();
    int[] owner = new int[width * height];
    for (int m = 0; m < masks.size(); m++) {
      for (int i = 0; i < owner.length; i++) {
        boolean surer =
            owner[i] == 0 || found.get(m).presence() > found.get(owner[i] - 1).presence();
        owner[i] = masks.get(m).contains(i % width, i / width) && surer ? m + 1 : owner[i];
      }
    }
    List<TrackedInstance> out = new ArrayList<>();
    for (int m = 0; m < seen.size(); m++) {
      BitSet others = new BitSet(owner.length);
      for (int i = 0; i < owner.length; i++) {
        others.set(i, owner[i] != m + 1);
      }
      TrackedInstance t = seen.get(m);
      Segmentation rest = t.segmentation().without(others);
      if (!rest.mask().isEmpty()) {
        out.add(new TrackedInstance(t.number(), t.score(), t.since(), rest));
      }
    }
    return out;
  }
}
