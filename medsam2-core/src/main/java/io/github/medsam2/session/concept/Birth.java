// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session.concept;

import io.github.medsam2.image.Mask;
import io.github.medsam2.image.resample.Bilinear;
import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.runtime.EncodedImage;
import io.github.medsam2.runtime.FrameOutput;
import io.github.medsam2.runtime.FrameTracker;
import io.github.medsam2.session.run.NonOverlap;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Detections that become instances, each by its mask. No two of one frame remember the same pixel:
 * at the frame's size it is the later one's, between its pixels that of the higher logit.
 *
 * @param tracker one instance on one frame
 * @param side of the network's own masks
 */
record Birth(FrameTracker tracker, int side) {
  /** The highest logit of pixels that belong to another instance. */
  private static final float TAKEN = -10;

  /** Logits at the size that memories are made of. */
  static float[] large(FrameTracker tracker, float[] logits) {
    ModelConfig c = tracker.stations().config();
    int to = c.memoryMaskSize();
    return Bilinear.resize(logits, c.maskSize(), c.maskSize(), to, to);
  }

  List<Masklet> of(List<Detection> fresh, int next, int frame, EncodedImage image) {
    List<FrameOutput> given = new ArrayList<>();
    BitSet later = new BitSet();
    for (int i = fresh.size() - 1; i >= 0; i--) {
      float[] large = large(tracker, fresh.get(i).logits());
      given.add(0, tracker.given(frame, image, large, later));
      later.or(shown(large));
    }
    List<BitSet> taken = taken(given);
    List<Masklet> begun = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      float[] own = whole(given.get(i).logits());
      taken.get(i).stream().forEach(p -> own[p] = Math.min(own[p], TAKEN));
      FrameOutput o = tracker.rememberedAs(image, given.get(i), own);
      begun.add(Masklet.begun(next + i, fresh.get(i).score(), o));
    }
    return begun;
  }

  private BitSet shown(float[] large) {
    int from = tracker.stations().config().memoryMaskSize();
    Mask mask = Mask.fromThreshold(from, from, FloatBuffer.wrap(large), 0);
    float[] soft = tracker.shown(mask);
    BitSet inside = new BitSet(soft.length);
    for (int i = 0; i < soft.length; i++) {
      inside.set(i, soft[i] > 0.5f);
    }
    return inside;
  }

  private List<BitSet> taken(List<FrameOutput> given) {
    Map<String, float[]> logits = new LinkedHashMap<>();
    given.forEach(o -> logits.put(logits.size() + "", whole(o.logits())));
    return List.copyOf(NonOverlap.taken(logits).values());
  }

  /** Logits at the network's input size. */
  private float[] whole(float[] logits) {
    int to = tracker.stations().config().imageSize();
    return Bilinear.resize(logits, side, side, to, to);
  }
}
