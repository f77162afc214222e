// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session.run;

import io.github.medsam2.runtime.FrameOutput;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** What a session keeps of every frame it tracked: scores, place and a bit per low-res pixel. */
record FrameScore(
    float iou, float objectScore, int area, double x, double y, BitSet pixels, int order) {

  static FrameScore of(FrameOutput output) {
    float[] logits = output.logits();
    int side = (int) Math.round(Math.sqrt(logits.length));
    BitSet pixels = new BitSet(logits.length);
    double sx = 0;
    double sy = 0;
    int area = 0;
    for (int i = 0; i < logits.length; i++) {
      if (logits[i] > 0) {
        pixels.set(i);
        sx += i % side;
        sy += i / side;
        area++;
      }
    }
    double n = Math.max(1, area);
    return new FrameScore(
        output.iou(), output.objectScore(), area, sx / n, sy / n, pixels, output.order());
  }

  /** 1 - IoU of two masks of one frame; 0 when both are empty. */
  double disagreement(FrameScore other) {
    BitSet both = (BitSet) pixels.clone();
    both.and(other.pixels);
    int union = area + other.area - both.cardinality();
    return union == 0 ? 0 : 1 - (double) both.cardinality() / union;
  }

  /** How far mask and place jumped from the neighbouring frame, 0 to 1. */
  double jump(@Nullable FrameScore before) {
    if (before == null || (area == 0 && before.area == 0)) {
      return 0;
    }
    int larger = Math.max(area, before.area);
    double growth = (double) Math.abs(area - before.area) / larger;
    if (area == 0 || before.area == 0) {
      return growth;
    }
    double shift = Math.hypot(x - before.x, y - before.y) / Math.sqrt(larger);
    return Math.min(1, Math.max(growth, shift));
  }
}
