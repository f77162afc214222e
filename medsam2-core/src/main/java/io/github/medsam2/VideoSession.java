// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import static io.github.medsam2.error.InvalidInputException.requireGiven;

import io.github.medsam2.concept.Instances;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.net.config.Task;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.runtime.FrameOutput;
import io.github.medsam2.runtime.Stations;
import io.github.medsam2.session.Readiness;
import io.github.medsam2.session.SessionEvent;
import io.github.medsam2.session.Suggestion;
import io.github.medsam2.session.run.NonOverlap;
import io.github.medsam2.session.run.SessionCore;
import io.github.medsam2.session.run.SessionRules;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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
 * do not depend on which others are there, unless {@link SessionOptions#nonOverlapping()} is
 * chosen. Frames are pulled from the source when needed; what is kept is bounded by the {@link
 * io.github.medsam2.session.MemoryBudget}.
 *
 * <p>The frames may still be coming: see {@link io.github.medsam2.image.LiveFrames}. A forward walk
 * then waits for each and ends with the source. While it runs, between two results, objects may be
 * prompted, corrected and removed: the walk goes on with what the session knows. A frame that was
 * dropped cannot be prompted, unless its features are still kept. Pointers are dated as in a cine
 * of 16 frames or more, where the original's scale no longer depends on the length; a recorded cine
 * of fewer frames is dated by its length and gives slightly other masks.
 *
 * <p>A call that is refused leaves the session as it was. Not thread-safe, except {@link
 * Propagation#cancel}. Close it before its model.
 */
public final class VideoSession implements AutoCloseable {
  private final Stations stations;
  private final SessionOptions options;
  private final SessionCore core;

  VideoSession(Stations stations, FrameSource frames, SessionOptions options) {
    stations.config().require(Task.TRACKING);
    this.stations = stations;
    this.options = requireGiven(options, "session options");
    SessionRules rules =
        new SessionRules(options.policy(), options.budget(), options.cleanup(), options.prefetch());
    this.core = new SessionCore(stations, requireGiven(frames, "frames"), rules, this::check);
  }

  private void check(Prompts added, Prompts all, boolean first) {
    PromptCheck.require(stations.config(), added, core.width(), core.height());
    if (first) {
      PromptCheck.requireObject(all);
    }
  }

  /** The number of frames; of a live source, those that came so far. */
  public int frameCount() {
    return core.frameCount();
  }

  /** The names of the objects, in the order they were first prompted. */
  public List<String> objects() {
    return core.objects();
  }

  /**
   * An object by name; it begins to exist with its first prompt.
   *
   * @param name not blank
   */
  public TrackedObject object(String name) {
    return new TrackedObject(this, name);
  }

  /**
   * Makes an object of each instance of a concept that was found on a frame, prompted by its mask.
   *
   * @param name of the concept, not blank; objects are called this and a number from 1 on
   * @param frame where they were found
   * @return the new objects; an instance without a pixel becomes none
   */
  public List<TrackedObject> add(String name, int frame, Instances found) {
    return new InstanceObjects(this, name).add(frame, requireGiven(found, "instances"), null);
  }

  /**
   * As {@link #add(String, int, Instances)}, of those instances only that are no object yet: none
   * of the masks known on the frame has an IoU of 0.1 or more with theirs.
   *
   * @param known the result of that frame, walked before
   */
  public List<TrackedObject> add(String name, int frame, Instances found, FrameResult known) {
    return new InstanceObjects(this, name)
        .add(frame, requireGiven(found, "instances"), requireGiven(known, "a result"));
  }

  /** Starts to track all objects. */
  public Propagation propagate(Direction direction) {
    core.requireOpen();
    return new Propagation(this, requireGiven(direction, "a direction"));
  }

  /** What was asked so far, without what was undone. */
  public List<SessionEvent> journal() {
    return core.journal();
  }

  /** Takes back the last event. Returns false when there is none. */
  public boolean undo() {
    return core.undo();
  }

  /** Does again what was undone last. Returns false when there is nothing. */
  public boolean redo() {
    return core.redo();
  }

  /**
   * Does everything a journal says, after what was done here already. Where an event is refused,
   * those before it stay done.
   */
  public void replay(List<SessionEvent> events) {
    requireGiven(events, "a journal").forEach(core::ask);
  }

  /**
   * The frames where a correction would pay most, most needed first; see {@link Suggestion}.
   *
   * @param most how many at most, 0 or more
   */
  public List<Suggestion> suggestions(int most) {
    return core.suggestions(most);
  }

  /**
   * What this session will need, before it runs.
   *
   * @param objectCount 0 or more
   */
  public Readiness readiness(int objectCount) {
    return core.readiness(objectCount);
  }

  /** Frees the features. Results stay. */
  @Override
  public void close() {
    core.close();
  }

  /** Frames, objects and how much was asked, in one line. */
  @Override
  public String toString() {
    return core.toString();
  }

  SessionCore core() {
    return core;
  }

  /** Asks for a prompt to be answered, and shows the answer as it would be in a walk. */
  Segmentation prompted(SessionEvent.Prompted prompt) {
    core.ask(prompt);
    return Objects.requireNonNull(shown(core.at(prompt.frame())).get(prompt.object()));
  }

  /** What is shown of all objects on one frame. */
  Map<String, Segmentation> shown(Map<String, FrameOutput> found) {
    Map<String, Segmentation> out = new LinkedHashMap<>();
    found.forEach((name, o) -> out.put(name, segmentation(o)));
    if (options.nonOverlapping() && out.size() > 1) {
      Map<String, float[]> logits = new LinkedHashMap<>();
      out.forEach((name, s) -> logits.put(name, s.logits()));
      Map<String, BitSet> taken = NonOverlap.taken(logits);
      out.replaceAll((name, s) -> s.without(taken.getOrDefault(name, new BitSet())));
    }
    return out;
  }

  private Segmentation segmentation(FrameOutput o) {
    return new Segmentation(
        o.logits(),
        stations.config().maskSize(),
        core.width(),
        core.height(),
        o.iou(),
        o.objectScore(),
        o.reading());
  }
}
