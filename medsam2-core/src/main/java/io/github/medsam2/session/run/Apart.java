// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session.run;

import io.github.medsam2.image.resample.Bilinear;
import io.github.medsam2.runtime.EmbeddingCache;
import io.github.medsam2.runtime.FrameOutput;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Memories of frames that several objects were prompted on, made so that no two share a pixel: the
 * rule of networks that are trained so. Holds no state.
 */
final class Apart {
  /** The highest logit of pixels that belong to another object, as in the original. */
  private static final float TAKEN = -10;

  private final Room room;

  Apart(Room room) {
    this.room = room;
  }

  /**
   * The state after a change of one object, with the memories of its prompted frames and of others'
   * on the same frames as they are beside each other.
   */
  SessionState after(SessionState before, SessionState now, String object) {
    if (!room.tracker().rules().remembersApart()) {
      return now;
    }
    Set<Integer> frames = new TreeSet<>(before.of(object).memory().conditioning().keySet());
    frames.addAll(now.of(object).memory().conditioning().keySet());
    SessionState state = now;
    for (int frame : frames) {
      state = isSame(before, now, object, frame) ? state : apart(state, before, frame);
    }
    return state;
  }

  private static boolean isSame(SessionState before, SessionState now, String object, int frame) {
    return before.of(object).memory().conditioning().get(frame)
        == now.of(object).memory().conditioning().get(frame);
  }

  private SessionState apart(SessionState state, SessionState before, int frame) {
    Map<String, FrameOutput> prompted = prompted(state, frame);
    if (prompted.size() < 2 && prompted(before, frame).size() < 2) {
      return state;
    }
    Map<String, float[]> logits = new LinkedHashMap<>();
    prompted.forEach((name, o) -> logits.put(name, large(o.logits())));
    Map<String, BitSet> taken = NonOverlap.taken(logits);
    SessionState next = state;
    try (EmbeddingCache.Lease lease = room.cache().lend(frame)) {
      for (Map.Entry<String, FrameOutput> e : prompted.entrySet()) {
        float[] own = logits.getOrDefault(e.getKey(), new float[0]);
        taken.getOrDefault(e.getKey(), new BitSet()).stream()
            .forEach(i -> own[i] = Math.min(own[i], TAKEN));
        FrameOutput o = room.tracker().rememberedAs(lease.image(), e.getValue(), own);
        ObjectState object = next.of(e.getKey());
        next = next.with(e.getKey(), object.remembering(object.memory().with(o)));
      }
    }
    return next;
  }

  private static Map<String, FrameOutput> prompted(SessionState state, int frame) {
    Map<String, FrameOutput> prompted = new LinkedHashMap<>();
    state
        .objects()
        .forEach(
            (name, o) -> {
              FrameOutput output = o.memory().conditioning().get(frame);
              if (output != null) {
                prompted.put(name, output);
              }
            });
    return prompted;
  }

  private float[] large(float[] low) {
    int from = room.stations().config().maskSize();
    int to = room.stations().config().imageSize();
    return Bilinear.resize(low, from, from, to, to);
  }
}
