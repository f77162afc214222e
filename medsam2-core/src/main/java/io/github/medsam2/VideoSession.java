// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import io.github.medsam2.SessionEvent.Cleared;
import io.github.medsam2.SessionEvent.Prompted;
import io.github.medsam2.SessionEvent.Propagated;
import io.github.medsam2.SessionEvent.Removed;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Preprocessor;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.prompt.TextPrompt;
import io.github.medsam2.prompt.ViewAngle;
import io.github.medsam2.runtime.EmbeddingCache;
import io.github.medsam2.runtime.FrameOutput;
import io.github.medsam2.runtime.FrameTracker;
import io.github.medsam2.runtime.MemoryPolicy;
import io.github.medsam2.runtime.ObjectMemory;
import io.github.medsam2.runtime.Stations;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Objects followed through a cine or volume: prompt any frame at any time, propagate, correct,
 * propagate again.
 *
 * <pre>{@code
 * try (VideoSession cine = model.session(frames)) {
 *   cine.object("lesion").on(12).box(120, 80, 260, 190);
 *   cine.propagate(Direction.BOTH).forEach(f -> show(f.index(), f.mask("lesion")));
 * }
 * }</pre>
 *
 * <p>A session is a journal and what follows from it. Every object has its own memory, so its masks
 * do not depend on which others are there, unless {@link SessionOptions#nonOverlapping} is chosen.
 * Frames are pulled from the source when needed; what is kept is bounded by the {@link
 * MemoryBudget}.
 *
 * <p>The frames may still be coming: see {@link io.github.medsam2.image.LiveFrames}. A forward walk
 * then waits for each and ends with the source. While it runs, between two results, objects may be
 * prompted, corrected and removed: the walk goes on with what the session knows. A frame that was
 * dropped cannot be prompted, unless its features are still kept. Pointers are dated as in a cine
 * of 16 frames or more, where the original's scale no longer depends on the length; a recorded cine
 * of fewer frames is dated by its length and gives slightly other masks.
 *
 * <p>Not thread-safe, except {@link Propagation#cancel}. Close it before its model.
 */
public final class VideoSession implements AutoCloseable {
  private final Stations stations;
  private final FrameSource frames;
  private final SessionOptions options;
  private final boolean live;
  private final FrameTracker tracker;
  private final EmbeddingCache cache;
  private final Journal journal = new Journal();
  private Map<String, ObjectState> objects = new LinkedHashMap<>();
  private int version;
  private boolean closed;

  VideoSession(Stations stations, FrameSource frames, SessionOptions options) {
    this.stations = stations;
    this.frames = frames;
    this.options = options;
    this.live = frames.isLive();
    this.tracker =
        new FrameTracker(
            stations,
            options.policy(),
            frames.width(),
            frames.height(),
            expected(),
            options.cleanup());
    int kept = options.budget().frames(stations.config());
    Preprocessor prepare = Preprocessor.forFrames(stations.config().imageSize());
    this.cache = new EmbeddingCache(stations, frames, prepare, kept);
  }

  /** The length of the cine: without end while it is still coming. */
  private int expected() {
    return live ? Integer.MAX_VALUE : frames.count();
  }

  /** The number of frames; of a live source, those that came so far. */
  public int frameCount() {
    return frames.count();
  }

  /** The names of the objects, in the order they were first prompted. */
  public List<String> objects() {
    return List.copyOf(objects.keySet());
  }

  /** An object by name; it begins to exist with its first prompt. */
  public TrackedObject object(String name) {
    return new TrackedObject(this, name);
  }

  /** Starts to track all objects. */
  public Propagation propagate(Direction direction) {
    return new Propagation(this, direction);
  }

  /** What was asked so far, without what was undone. */
  public List<SessionEvent> journal() {
    return journal.events();
  }

  /** Takes back the last event. Returns false when there is none. */
  public boolean undo() {
    requireOpen();
    return move(journal.back(), journal::forth);
  }

  /** Does again what was undone last. Returns false when there is nothing. */
  public boolean redo() {
    requireOpen();
    return move(journal.forth(), journal::back);
  }

  /**
   * Finds the state at the journal's position; if that fails, position and state stay as before.
   */
  private boolean move(boolean moved, Runnable back) {
    if (!moved) {
      return false;
    }
    Map<String, ObjectState> before = objects;
    boolean found = false;
    try {
      Journal.Start start = journal.start();
      objects = new LinkedHashMap<>(start.state());
      start.rest().forEach(this::perform);
      found = true;
    } finally {
      if (!found) {
        objects = before;
        back.run();
      }
      version++;
    }
    return true;
  }

  /** Does everything a journal says, after what was done here already. */
  public void replay(List<SessionEvent> events) {
    for (SessionEvent event : events) {
      apply(event);
    }
  }

  /** The frames where a correction would pay most, most needed first; see {@link Suggestion}. */
  public List<Suggestion> suggestions(int most) {
    return Suggestions.of(objects, most);
  }

  /** What this session will need, before it runs. */
  public Readiness readiness(int objectCount) {
    return Readiness.of(stations.config(), options.budget(), expected(), objectCount);
  }

  // ---- events

  Segmentation prompted(String object, int frame, Prompts prompts) {
    apply(new Prompted(object, frame, prompts));
    Map<String, Segmentation> known = new LinkedHashMap<>();
    objects.forEach(
        (name, o) -> {
          FrameOutput output = o.memory().at(frame);
          if (output != null) {
            known.put(name, segmentation(output));
          }
        });
    return Objects.requireNonNull(shown(known).get(object));
  }

  void cleared(String object, int frame) {
    apply(new Cleared(object, frame));
  }

  void removed(String object) {
    apply(new Removed(object));
  }

  private void apply(SessionEvent event) {
    requireOpen();
    if (event instanceof Propagated p) {
      checkFrame(p.from());
      checkFrame(p.to());
      Pass pass = new Pass(this, p, 0, false);
      while (pass.hasNext()) {
        pass.next();
      }
      return;
    }
    perform(event);
    journal.append(event, objects);
    version++;
  }

  /** Changes the state as an event says; the journal is not touched. */
  private void perform(SessionEvent event) {
    Map<String, ObjectState> next = new LinkedHashMap<>(objects);
    if (event instanceof Prompted p) {
      checkFrame(p.frame());
      PromptCheck.require(stations.config(), p.prompts(), frames.width(), frames.height());
      next.put(p.object(), answer(next.getOrDefault(p.object(), ObjectState.empty()), p));
    } else if (event instanceof Cleared c) {
      next.put(c.object(), clear(state(c.object()), c.frame()));
    } else if (event instanceof Removed r) {
      state(r.object());
      next.remove(r.object());
    } else if (event instanceof Propagated p) {
      new Pass(this, p, 0, false).run();
      return;
    }
    objects = next;
  }

  private ObjectState answer(ObjectState o, Prompted p) {
    Prompts all = merged(o.prompts().get(p.frame()), p.prompts());
    FrameOutput before = o.memory().at(p.frame());
    if (before == null) {
      PromptCheck.requireObject(all);
    }
    ViewAngle seen = all.text().flatMap(TextPrompt::view).orElse(o.view(p.frame()));
    Boolean tracked = o.tracked().get(p.frame());
    FrameOutput output;
    try (EmbeddingCache.Lease lease = cache.lend(p.frame())) {
      output =
          all.mask().isPresent()
              ? tracker.given(p.frame(), lease.image(), all.mask().get().mask(), seen)
              : tracker.prompt(p.frame(), lease.image(), all, before, o.memory(), tracked, seen);
    }
    Map<Integer, Prompts> prompts = new TreeMap<>(o.prompts());
    prompts.put(p.frame(), all);
    MemoryPolicy policy = options.policy();
    boolean conditions =
        tracked == null
            || policy.correctionsCondition()
            || o.memory().conditioning().containsKey(p.frame());
    ObjectMemory memory =
        conditions
            ? o.memory().conditionedOn(output)
            : o.memory().corrected(output, Boolean.TRUE.equals(tracked), policy);
    int most = options.budget().promptedFrames();
    while (most > 0 && memory.conditioning().size() > most) {
      int forgotten = memory.furthestFrom(p.frame()).orElseThrow();
      memory = memory.without(forgotten);
      prompts.remove(forgotten);
    }
    return o.with(memory, prompts);
  }

  /** Points add up; a box or a mask starts anew. Words stay until others are said. */
  private static Prompts merged(@Nullable Prompts before, Prompts more) {
    if (before == null) {
      return more;
    }
    boolean anew =
        more.box().isPresent()
            || more.mask().isPresent()
            || (before.mask().isPresent() && !more.points().isEmpty());
    if (anew) {
      return before.text().map(t -> Prompts.of(t).and(more)).orElse(more);
    }
    return before.and(more);
  }

  private static ObjectState clear(ObjectState o, int frame) {
    Map<Integer, Prompts> prompts = new TreeMap<>(o.prompts());
    prompts.remove(frame);
    ObjectState out = o.with(o.memory().without(frame), prompts).copy();
    if (out.memory().conditioning().isEmpty()) {
      // Nothing is left to track from: what was tracked goes too, as in the original.
      return ObjectState.empty();
    }
    out.tracked().remove(frame);
    out.forward().remove(frame);
    out.backward().remove(frame);
    return out;
  }

  private void checkFrame(int frame) {
    if (frame < 0 || frame >= frames.count()) {
      throw new InvalidInputException(
          "frame",
          frames.count() == 0 ? "a frame that has come" : "0 to " + (frames.count() - 1),
          Integer.toString(frame),
          live ? "wait for the frame to come" : "give a frame of the cine");
    }
  }

  void requireOpen() {
    if (closed) {
      throw new InvalidInputException("session", "open", "closed", "open a new session");
    }
  }

  // ---- for passes

  ObjectState state(String object) {
    ObjectState o = objects.get(object);
    if (o == null) {
      throw new InvalidInputException(
          "object", "one of " + objects.keySet(), object, "prompt the object first");
    }
    return o;
  }

  Map<String, ObjectState> states() {
    return Collections.unmodifiableMap(objects);
  }

  void replace(Map<String, ObjectState> states) {
    objects = new LinkedHashMap<>(states);
  }

  FrameSource frames() {
    return frames;
  }

  /** Whether frames were still coming when the session was opened. */
  boolean isLive() {
    return live;
  }

  FrameTracker tracker() {
    return tracker;
  }

  EmbeddingCache cache() {
    return cache;
  }

  SessionOptions options() {
    return options;
  }

  Stations stations() {
    return stations;
  }

  Journal log() {
    return journal;
  }

  int version() {
    return version;
  }

  int nextVersion() {
    return ++version;
  }

  /** What is shown of all objects on one frame. */
  Map<String, Segmentation> shown(Map<String, Segmentation> found) {
    return options.nonOverlapping() ? NonOverlap.apply(found) : found;
  }

  Segmentation segmentation(FrameOutput o) {
    return new Segmentation(
        o.logits(),
        stations.config().maskSize(),
        frames.width(),
        frames.height(),
        o.iou(),
        o.objectScore(),
        CoronaryReading.of(stations.heads(), o.reading()));
  }

  /** Frees the features. Results stay. */
  @Override
  public void close() {
    closed = true;
    cache.close();
  }
}
