// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import io.github.medsam2.SessionEvent.Propagated;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.image.FrameSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
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

  /** How soon a walk that waits for a frame notices that it was cancelled. */
  private static final Duration GLANCE = Duration.ofMillis(20);

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
    int end = end();
    if (first < 0 || last < first || last > end) {
      throw new InvalidInputException(
          "range",
          "0 <= first <= last <= " + end,
          first + ".." + last,
          "give a range within the cine");
    }
    this.from = first;
    this.to = last;
    return this;
  }

  /** Ends a pass after this many frames on which no object was seen; 0, the default, never. */
  public Propagation stopAfterAbsent(int frames) {
    this.absentFrames = frames;
    return this;
  }

  /**
   * How long to wait for a frame of a live source; without end by default. Where none comes in
   * time, asking for the result is an error, and may be tried again.
   */
  public Propagation waitAtMost(Duration time) {
    this.patience = time.compareTo(FOREVER) < 0 ? time : FOREVER;
    return this;
  }

  /**
   * Ends the walk before the next frame, or while it waits for one. May be called from any thread.
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

  @Override
  public Iterator<FrameResult> iterator() {
    List<Propagated> passes = passes();
    return new Walk(passes);
  }

  private List<Propagated> passes() {
    List<Propagated> out = new ArrayList<>();
    List<String> all = session.objects();
    if (direction != Direction.BACKWARD) {
      Integer start = session.isLive() ? resumption() : origin(false);
      if (start != null) {
        int last = to == null ? end() : to;
        int first = from == null ? start : from;
        add(out, new Propagated(all, first, last, false, false));
      }
    }
    if (direction != Direction.FORWARD) {
      Integer start = direction == Direction.BOTH ? lastOrigin() : origin(true);
      if (start != null) {
        int first = from == null ? 0 : from;
        int last = to == null ? start : to;
        add(out, new Propagated(all, last, first, true, direction == Direction.BOTH));
      }
    }
    return out;
  }

  private int end() {
    return session.isLive() ? Integer.MAX_VALUE : session.frameCount() - 1;
  }

  private static void add(List<Propagated> passes, Propagated p) {
    if (p.reverse() ? p.from() >= p.to() : p.from() <= p.to()) {
      passes.add(p);
    }
  }

  /** Where a pass begins: the first prompt of any object in walking order. */
  private @Nullable Integer origin(boolean reverse) {
    return session.states().values().stream()
        .map(o -> o.origin(reverse))
        .filter(Objects::nonNull)
        .reduce((a, b) -> reverse == (a > b) ? a : b)
        .orElse(null);
  }

  /** Where following goes on in live frames: where the object that lags behind most does. */
  private @Nullable Integer resumption() {
    return session.states().values().stream()
        .map(ObjectState::next)
        .filter(Objects::nonNull)
        .reduce(Math::min)
        .orElse(null);
  }

  /** Where going back begins after going forth: the latest of the objects' first prompts. */
  private @Nullable Integer lastOrigin() {
    return session.states().values().stream()
        .map(o -> o.origin(false))
        .filter(Objects::nonNull)
        .reduce(Math::max)
        .orElse(null);
  }

  /** Waits for a frame of a live source. Returns false when none will come, or when cancelled. */
  private boolean arrives(int frame) {
    FrameSource frames = session.frames();
    long began = System.nanoTime();
    while (!cancelled) {
      boolean more = frames.isLive();
      if (frame < frames.count() || !more) {
        return frame < frames.count();
      }
      long left = patience.minusNanos(System.nanoTime() - began).toNanos();
      if (left <= 0) {
        throw waited("none within " + patience, "push frames, or declare the end of them");
      }
      try {
        frames.await(frame, Duration.ofNanos(Math.min(left, GLANCE.toNanos())));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw waited("an interrupt", "cancel the walk to end it in order");
      }
    }
    return false;
  }

  private static MedSam2Exception waited(String found, String fix) {
    return new MedSam2Exception("live frames", "the next frame or the end", found, fix);
  }

  private final class Walk implements Iterator<FrameResult> {
    private final Iterator<Propagated> passes;
    private final int planned;
    private @Nullable Pass pass;
    private int done;

    Walk(List<Propagated> passes) {
      this.passes = passes.iterator();
      this.planned =
          session.isLive()
              ? 0
              : passes.stream().mapToInt(p -> Math.abs(p.to() - p.from()) + 1).sum();
    }

    @Override
    public boolean hasNext() {
      while (!cancelled) {
        if (pass != null && pass.hasNext() && arrives(pass.frame())) {
          return true;
        }
        if (cancelled || !passes.hasNext()) {
          return false;
        }
        pass = begin(passes.next());
      }
      return false;
    }

    private Pass begin(Propagated p) {
      Propagated now =
          new Propagated(session.objects(), p.from(), p.to(), p.reverse(), p.beforeFirst());
      return new Pass(session, now, absentFrames, session.isLive());
    }

    @Override
    public FrameResult next() {
      if (!hasNext() || pass == null) {
        throw new NoSuchElementException();
      }
      if (session.isLive() && pass.isOutdated()) {
        pass = pass.renewed();
      }
      FrameResult r = pass.next();
      done++;
      int total = session.isLive() ? done + pass.left() : planned;
      return new FrameResult(r.index(), r.objects(), done, total);
    }
  }
}
