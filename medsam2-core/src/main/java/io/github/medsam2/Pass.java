// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import io.github.medsam2.SessionEvent.Propagated;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.runtime.EmbeddingCache;
import io.github.medsam2.runtime.FrameOutput;
import io.github.medsam2.runtime.FrameView;
import io.github.medsam2.runtime.ObjectMemory;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** One walk in one direction. The session's state and journal are right after every frame. */
final class Pass implements Iterator<FrameResult> {
  private final VideoSession session;
  private final Propagated plan;
  private final int absentLimit;
  private final boolean skips;
  private final Map<String, ObjectState> objects;
  private int from;
  private int frame;
  private int absent;
  private int version;
  private boolean logged;

  /**
   * @param absentLimit the walk ends after so many frames without any object; 0 for never
   * @param skips whether frames that a live source dropped are left out; otherwise they are an
   *     error, as in a journal that is done again
   */
  Pass(VideoSession session, Propagated plan, int absentLimit, boolean skips) {
    this.session = session;
    this.plan = plan;
    this.absentLimit = absentLimit;
    this.skips = skips;
    this.from = plan.from();
    this.frame = plan.from();
    this.version = session.version();
    this.objects = new LinkedHashMap<>(session.states());
    plan.objects().forEach(name -> objects.put(name, session.state(name).copy()));
  }

  @Override
  public boolean hasNext() {
    skipDropped();
    return within(frame) && (absentLimit == 0 || absent < absentLimit);
  }

  private boolean within(int index) {
    return plan.reverse() ? index >= firstOf(plan.to()) : index <= plan.to();
  }

  private int firstOf(int frame) {
    return skips ? Math.max(frame, session.frames().first()) : frame;
  }

  /** The frame that is next. */
  int frame() {
    return frame;
  }

  /** The frames left to walk, as far as they are known. */
  int left() {
    int frames =
        plan.reverse()
            ? frame - firstOf(plan.to())
            : Math.min(plan.to(), session.frameCount() - 1) - frame;
    return hasNext() ? Math.max(0, frames + 1) : 0;
  }

  /** Whether the session was changed since the last frame. */
  boolean isOutdated() {
    return version != session.version();
  }

  /** The rest of this walk with the objects there are now. */
  Pass renewed() {
    Propagated rest =
        new Propagated(session.objects(), frame, plan.to(), plan.reverse(), plan.beforeFirst());
    Pass next = new Pass(session, rest, absentLimit, skips);
    next.absent = absent;
    return next;
  }

  @Override
  public FrameResult next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    session.requireOpen();
    checkVersion();
    Map<String, Segmentation> found = step();
    FrameResult result = new FrameResult(frame, session.shown(found), 0, 0);
    Propagated sofar =
        new Propagated(plan.objects(), from, frame, plan.reverse(), plan.beforeFirst());
    session.replace(objects);
    if (!logged) {
      logged = true;
      session.log().append(sofar, session.states());
    } else {
      session.log().extend(sofar, session.states());
    }
    version = session.nextVersion();
    frame += plan.reverse() ? -1 : 1;
    return result;
  }

  /** Does the whole walk for its state alone, as when a journal is replayed to an earlier point. */
  void run() {
    while (hasNext()) {
      step();
      frame += plan.reverse() ? -1 : 1;
    }
    session.replace(objects);
  }

  private void checkVersion() {
    if (isOutdated()) {
      throw new InvalidInputException(
          "propagation",
          "a session that is left alone while it runs",
          "a prompt, undo or another propagation in between",
          "start a new propagation");
    }
  }

  /** Lends the next frame; one that is dropped just before it is read is skipped. */
  private EmbeddingCache.Lease lend() {
    while (true) {
      try {
        return session.cache().lend(frame);
      } catch (InvalidInputException e) {
        int missed = frame;
        if (!hasNext() || frame == missed) {
          throw e;
        }
      }
    }
  }

  /** Goes on at the oldest frame there is, where the next one is there no more. */
  private void skipDropped() {
    int first = firstOf(frame);
    if (!plan.reverse() && frame < first && !session.cache().has(frame)) {
      frame = first;
      from = first;
      logged = false;
    }
  }

  private Map<String, Segmentation> step() {
    Map<String, Segmentation> out = new LinkedHashMap<>();
    boolean seen = false;
    try (EmbeddingCache.Lease lease = lend()) {
      prefetch();
      FrameView view = null;
      try {
        for (String name : plan.objects()) {
          FrameOutput output = known(name);
          if (output == null && follows(name)) {
            view = view == null ? session.stations().look(lease.image()) : view;
            output = track(name, lease, view);
          }
          if (output != null) {
            seen |= output.isPresent();
            out.put(name, session.segmentation(output));
          }
        }
      } finally {
        if (view != null) {
          view.close();
        }
      }
    }
    absent = seen ? 0 : absent + 1;
    return out;
  }

  private void prefetch() {
    int next = frame + (plan.reverse() ? -1 : 1);
    boolean there = within(next) && next < session.frameCount();
    if (session.options().prefetch() && there) {
      session.cache().prefetch(next);
    }
  }

  /** Prompted frames are not tracked again. */
  private @Nullable FrameOutput known(String name) {
    ObjectMemory memory = state(name).memory();
    FrameOutput conditioning = memory.conditioning().get(frame);
    return conditioning != null ? conditioning : memory.kept().get(frame);
  }

  private boolean follows(String name) {
    Integer origin = state(name).origin(plan.reverse() && !plan.beforeFirst());
    if (origin == null) {
      return false;
    }
    if (session.options().policy().trackBeforePrompt()) {
      return true;
    }
    return plan.reverse() ? frame <= origin : frame >= origin;
  }

  private FrameOutput track(String name, EmbeddingCache.Lease lease, FrameView view) {
    ObjectState o = state(name);
    boolean reverse = plan.reverse();
    boolean end = isEnd() && !session.options().policy().sharedDirections();
    FrameOutput output =
        session
            .tracker()
            .track(frame, lease.image(), view, o.memory(), reverse, end, o.view(frame));
    int keep = session.options().budget().trackedFrames();
    ObjectMemory memory = o.memory().tracked(output, reverse, session.options().policy(), keep);
    ObjectState next = o.with(memory);
    next.score(output, reverse);
    next.forgetScoresBefore(Math.min(frame, session.frames().first()));
    objects.put(name, next);
    return output;
  }

  /** Whether nothing can follow this frame. */
  private boolean isEnd() {
    FrameSource frames = session.frames();
    return plan.reverse() ? frame == 0 : !frames.isLive() && frame == frames.count() - 1;
  }

  private ObjectState state(String name) {
    ObjectState o = objects.get(name);
    return o == null ? ObjectState.empty() : o;
  }
}
