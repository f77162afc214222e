// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import static io.github.medsam2.error.InvalidInputException.requireGiven;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.session.run.Route;
import io.github.medsam2.session.run.Walk;
import java.time.Duration;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A walk through frames, one result at a time: nothing is computed before a result is asked for.
 * Stop asking, or {@link #cancel}, to end it between two frames; what was done stays.
 *
 * <p>Over {@linkplain io.github.medsam2.image.FrameSource#isLive live} frames a forward walk waits
 * for each frame. It begins at the first prompt or, walked again, after the last frame an object
 * was tracked on, where the object that lags behind most goes on; {@link #range} walks frames again
 * that can still be read. Frames dropped before the walk came to them are left out of the results.
 * Backward it ends at the oldest frame that can still be read.
 *
 * <p>Not thread-safe, except {@link #cancel}.
 */
public final class Propagation implements Iterable<FrameResult> {
  private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

  private final VideoSession session;
  private final Direction direction;
  private @Nullable Integer from;
  private @Nullable Integer to;
  private int absentFrames;
  private Duration patience = FOREVER;
  private volatile boolean cancelled;

  Propagation(VideoSession session, Direction direction) {
    this.session = session;
    this.direction = direction;
  }

  /**
   * Walks only these frames.
   *
   * @param first lowest index
   * @param last highest index, included; of a live source, frames to come may be named
   */
  public Propagation range(int first, int last) {
    FrameRange.require(first, last, session.core().end());
    this.from = first;
    this.to = last;
    return this;
  }

  /** Ends a pass after this many frames on which no object was seen; 0, the default, never. */
  public Propagation stopAfterAbsent(int frames) {
    if (frames < 0) {
      throw new InvalidInputException(
          "frames without an object", "0 or more", frames + "", "give 0 to go on to the end");
    }
    this.absentFrames = frames;
    return this;
  }

  /**
   * How long to wait for a frame of a live source; without end by default. Where none comes in
   * time, asking for the result is an error, and may be tried again.
   */
  public Propagation waitAtMost(Duration time) {
    if (requireGiven(time, "a duration").isNegative()) {
      throw new InvalidInputException(
          "time to wait", "0 or more", time + "", "give 0 to take only frames that are there");
    }
    this.patience = time.compareTo(FOREVER) < 0 ? time : FOREVER;
    return this;
  }

  /**
   * Ends the walk before the next frame, or while it waits for one; with a network that takes long,
   * also between the parts of it. May be called from any thread.
   */
  public void cancel() {
    cancelled = true;
  }

  /** A lazy, sequential stream of the results. */
  public Stream<FrameResult> stream() {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(iterator(), Spliterator.ORDERED | Spliterator.NONNULL),
        false);
  }

  /** Walks to the end and drops the results: for their memories. */
  public void run() {
    iterator().forEachRemaining(f -> {});
  }

  /** {@code walk FORWARD over frames 3 to 9}. */
  @Override
  public String toString() {
    String range = from == null ? "" : " over frames " + from + " to " + to;
    return "walk " + direction + range + (cancelled ? ", cancelled" : "");
  }

  @Override
  public Iterator<FrameResult> iterator() {
    Route route = new Route(direction.headings(), from, to, absentFrames);
    Walk walk = new Walk(session.core(), route, patience, () -> cancelled);
    return new Results(walk);
  }

  private final class Results implements Iterator<FrameResult> {
    private final Walk walk;

    Results(Walk walk) {
      this.walk = walk;
    }

    @Override
    public boolean hasNext() {
      return walk.hasNext();
    }

    @Override
    public FrameResult next() {
      Walk.Frame f = walk.next();
      return new FrameResult(f.index(), session.shown(f.objects()), walk.done(), walk.total());
    }
  }
}
