// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session.run;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.image.Heading;
import io.github.medsam2.runtime.EmbeddingCache;
import io.github.medsam2.session.SessionEvent.Propagated;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * How far one pass of a walk has come: all that changes while it runs. The session's state and
 * journal are right after every frame.
 */
final class Run {
  private final SessionCore session;
  private final Room room;
  private final Propagated plan;
  private final int absentLimit;
  private final BooleanSupplier cancelled;
  private final boolean skips;
  private int from;
  private int frame;
  private int absent;
  private int version;
  private boolean logged;

  /**
   * @param absentLimit the pass ends after so many frames without any object; 0 for never
   * @param skips whether frames that a live source dropped are left out; otherwise they are an
   *     error, as in a journal that is done again
   */
  Run(
      SessionCore session,
      Propagated plan,
      int absentLimit,
      boolean skips,
      BooleanSupplier cancelled) {
    this.session = session;
    this.cancelled = cancelled;
    this.room = session.room();
    this.plan = plan;
    this.absentLimit = absentLimit;
    this.skips = skips;
    this.from = plan.from();
    this.frame = plan.from();
    this.version = session.version();
  }

  boolean hasNext() {
    skipDropped();
    return within(frame) && (absentLimit == 0 || absent < absentLimit);
  }

  private boolean within(int index) {
    return isForward() ? index <= plan.to() : index >= firstOf(plan.to());
  }

  private boolean isForward() {
    return plan.heading() == Heading.FORWARD;
  }

  private int firstOf(int index) {
    return skips ? Math.max(index, room.frames().first()) : index;
  }

  /** The frame that is next. */
  int frame() {
    return frame;
  }

  /** The frames left to walk, as far as they are known. */
  int left() {
    if (!hasNext()) {
      return 0;
    }
    int last = firstOf(Math.min(plan.to(), room.frames().count() - 1));
    return Math.max(0, plan.heading().ahead(last, frame) + 1);
  }

  /** Whether the session was changed since the last frame. */
  boolean isOutdated() {
    return version != session.version();
  }

  /** The rest of this pass with the objects there are now. */
  Run renewed() {
    Propagated rest = plan.with(session.objects()).over(frame, plan.to());
    Run next = new Run(session, rest, absentLimit, skips, cancelled);
    next.absent = absent;
    return next;
  }

  /**
   * Computes the features of the next frame where that takes long, so that a walk may be cancelled
   * meanwhile. What fails here fails again, and is told, when the frame is walked.
   *
   * @return false when it was cancelled
   */
  boolean isReady() {
    if (room.stations().config().trunk().parts() == 1 || isOutdated()) {
      return true;
    }
    try (EmbeddingCache.Lease lease = lend()) {
      return lease.image() != null;
    } catch (CancellationException e) {
      return !cancelled.getAsBoolean();
    } catch (MedSam2Exception e) {
      return true;
    }
  }

  /** Walks the next frame. */
  Walk.Frame next() {
    session.requireOpen();
    if (isOutdated()) {
      throw new InvalidInputException(
          "propagation",
          "a session that is left alone while it runs",
          "a prompt, undo or another propagation in between",
          "start a new propagation");
    }
    try (EmbeddingCache.Lease lease = lend()) {
      prefetch();
      Follower.Step step = session.follower().step(session.state(), plan, frame, lease);
      version = session.walked(plan.over(from, frame), step.after(), logged);
      logged = true;
      absent = step.isAnythingSeen() ? 0 : absent + 1;
      Walk.Frame found = new Walk.Frame(frame, step.found());
      frame = plan.heading().next(frame);
      return found;
    }
  }

  /** Lends the next frame; one that is dropped just before it is read is skipped. */
  private EmbeddingCache.Lease lend() {
    while (true) {
      try {
        return room.cache().lend(frame, cancelled);
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
    if (isForward() && frame < first && !room.cache().has(frame)) {
      frame = first;
      from = first;
      logged = false;
    }
  }

  private void prefetch() {
    int next = plan.heading().next(frame);
    if (room.rules().prefetch() && within(next) && next < room.frames().count()) {
      room.cache().prefetch(next, cancelled);
    }
  }
}
