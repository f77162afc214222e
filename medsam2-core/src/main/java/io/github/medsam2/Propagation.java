package io.github.medsam2;

import io.github.medsam2.SessionEvent.Propagated;
import io.github.medsam2.error.InvalidInputException;
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
 */
public final class Propagation implements Iterable<FrameResult> {
  private final VideoSession session;
  private final Direction direction;
  private @Nullable Integer from;
  private @Nullable Integer to;
  private int absentFrames;
  private volatile boolean cancelled;

  Propagation(VideoSession session, Direction direction) {
    this.session = session;
    this.direction = direction;
  }

  /**
   * Walks only these frames.
   *
   * @param first lowest index
   * @param last highest index, included
   */
  public Propagation range(int first, int last) {
    if (first < 0 || last < first || last >= session.frameCount()) {
      throw new InvalidInputException(
          "range",
          "0 <= first <= last <= " + (session.frameCount() - 1),
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

  /** Ends the walk before the next frame. May be called from any thread. */
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
    int total = passes.stream().mapToInt(p -> Math.abs(p.to() - p.from()) + 1).sum();
    return new Walk(passes, total);
  }

  private List<Propagated> passes() {
    List<Propagated> out = new ArrayList<>();
    List<String> all = session.objects();
    if (direction != Direction.BACKWARD) {
      Integer start = origin(false);
      if (start != null) {
        int last = to == null ? session.frameCount() - 1 : to;
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

  /** Where going back begins after going forth: the latest of the objects' first prompts. */
  private @Nullable Integer lastOrigin() {
    return session.states().values().stream()
        .map(o -> o.origin(false))
        .filter(Objects::nonNull)
        .reduce(Math::max)
        .orElse(null);
  }

  private final class Walk implements Iterator<FrameResult> {
    private final Iterator<Propagated> passes;
    private final int total;
    private @Nullable Pass pass;
    private int done;

    Walk(List<Propagated> passes, int total) {
      this.passes = passes.iterator();
      this.total = total;
    }

    @Override
    public boolean hasNext() {
      while (!cancelled && (pass == null || !pass.hasNext())) {
        if (!passes.hasNext()) {
          return false;
        }
        pass = new Pass(session, passes.next(), absentFrames);
      }
      return !cancelled;
    }

    @Override
    public FrameResult next() {
      if (!hasNext() || pass == null) {
        throw new NoSuchElementException();
      }
      FrameResult r = pass.next();
      done++;
      return new FrameResult(r.index(), r.objects(), done, total);
    }
  }
}
