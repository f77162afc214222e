// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session.run;

import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Heading;
import io.github.medsam2.runtime.EmbeddingCache;
import io.github.medsam2.runtime.FrameOutput;
import io.github.medsam2.runtime.FrameView;
import io.github.medsam2.runtime.ObjectMemory;
import io.github.medsam2.session.SessionEvent.Propagated;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one frame of a walk makes of all its objects. Holds no state. */
final class Follower {
  private final Room room;

  Follower(Room room) {
    this.room = room;
  }

  /**
   * A frame that was walked.
   *
   * @param after the session's state
   * @param found what each object looks like there
   */
  record Step(SessionState after, Map<String, FrameOutput> found) {
    boolean isAnythingSeen() {
      return found.values().stream().anyMatch(FrameOutput::isPresent);
    }
  }

  Step step(SessionState state, Propagated plan, int frame, EmbeddingCache.Lease lease) {
    SessionState after = state;
    Map<String, FrameOutput> found = new LinkedHashMap<>();
    FrameView view = null;
    try {
      for (String name : plan.objects()) {
        ObjectState o = state.of(name);
        FrameOutput output = known(o, frame);
        if (output == null && follows(o, plan, frame)) {
          view = view == null ? room.stations().look(lease.image()) : view;
          output = track(o, plan.heading(), frame, lease, view);
          after = after.with(name, remembered(o, output.at(o.order()), plan.heading()));
        } else if (output != null) {
          after = after.with(name, o.passed(frame, plan.heading()));
        }
        if (output != null) {
          found.put(name, output);
        }
      }
    } finally {
      if (view != null) {
        view.close();
      }
    }
    return new Step(after, found);
  }

  /** A whole walk, for the state it leads to. */
  SessionState walk(SessionState before, Propagated plan) {
    SessionState now = before;
    for (int f = plan.from(); plan.heading().reaches(f, plan.to()); f = plan.heading().next(f)) {
      try (EmbeddingCache.Lease lease = room.cache().lend(f)) {
        now = step(now, plan, f, lease).after();
      }
    }
    return now;
  }

  /** Prompted frames are not tracked again. */
  private static @Nullable FrameOutput known(ObjectState o, int frame) {
    FrameOutput conditioning = o.memory().conditioning().get(frame);
    return conditioning != null ? conditioning : o.memory().kept().at(frame);
  }

  private boolean follows(ObjectState o, Propagated plan, int frame) {
    Heading from = plan.beforeFirst() ? Heading.FORWARD : plan.heading();
    Integer origin = o.origin(from);
    return origin != null
        && (room.rules().policy().trackBeforePrompt() || plan.heading().reaches(origin, frame));
  }

  private FrameOutput track(
      ObjectState o, Heading heading, int frame, EmbeddingCache.Lease lease, FrameView view) {
    boolean last = isEnd(heading, frame) && !room.rules().policy().sharedDirections();
    return room.tracker()
        .track(frame, lease.image(), view, o.memory(), heading, last, o.lasting(frame));
  }

  /** Whether nothing can follow a frame. */
  private boolean isEnd(Heading heading, int frame) {
    FrameSource frames = room.frames();
    return heading == Heading.BACKWARD
        ? frame == 0
        : !frames.isLive() && frame == frames.count() - 1;
  }

  private ObjectState remembered(ObjectState o, FrameOutput output, Heading heading) {
    int keep = room.rules().budget().trackedFrames();
    ObjectMemory memory = o.memory().tracked(output, room.rules().seenBy(heading), keep);
    return o.tracked(output, heading, memory)
        .scoredFrom(Math.min(output.frame(), room.frames().first()));
  }
}
