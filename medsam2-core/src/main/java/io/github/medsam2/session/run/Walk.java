// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session.run;

import io.github.medsam2.runtime.FrameOutput;
import io.github.medsam2.session.SessionEvent.Propagated;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The frames of a route, pass after pass, each walked when it is asked for. Not thread-safe. */
public final class Walk implements Iterator<Walk.Frame> {
  private final SessionCore session;
  private final boolean live;
  private final Arrival arrival;
  private final BooleanSupplier cancelled;
  private final int absentLimit;
  private final Iterator<Propagated> passes;
  private final int planned;
  private @Nullable Run run;
  private int done;

  /**
   * A frame that was walked.
   *
   * @param index of the frame
   * @param objects what was found, by name
   */
  public record Frame(int index, Map<String, FrameOutput> objects) {}

  /**
   * @param session whose objects are followed
   * @param route where to
   * @param patience how long to wait for a frame that is to come
   * @param cancelled whether the walk is to end before its next frame
   */
  public Walk(SessionCore session, Route route, Duration patience, BooleanSupplier cancelled) {
    this.session = session;
    this.live = session.room().live();
    this.arrival = new Arrival(session.room().frames(), patience, cancelled);
    this.cancelled = cancelled;
    this.absentLimit = route.absentLimit();
    List<Propagated> all = route.passes(session);
    this.passes = all.iterator();
    this.planned = live ? 0 : all.stream().mapToInt(p -> Math.abs(p.to() - p.from()) + 1).sum();
  }

  @Override
  public boolean hasNext() {
    while (!cancelled.getAsBoolean()) {
      session.requireOpen();
      if (run != null && run.hasNext() && arrival.of(run.frame())) {
        return run.isReady();
      }
      if (cancelled.getAsBoolean() || !passes.hasNext()) {
        return false;
      }
      Propagated next = passes.next().with(session.objects());
      run = new Run(session, next, absentLimit, live, cancelled);
    }
    return false;
  }

  @Override
  public Frame next() {
    if (!hasNext() || run == null) {
      throw new NoSuchElementException();
    }
    if (live && run.isOutdated()) {
      run = run.renewed();
    }
    Frame found = run.next();
    done++;
    return found;
  }

  /** Frames finished. */
  public int done() {
    return done;
  }

  /** Frames of the whole walk; while frames are still coming, those known of so far. */
  public int total() {
    return live && run != null ? done + run.left() : planned;
  }
}
