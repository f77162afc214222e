// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session.run;

import static io.github.medsam2.error.InvalidInputException.requireGiven;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.runtime.FrameOutput;
import io.github.medsam2.runtime.ObjectMemory;
import io.github.medsam2.runtime.Stations;
import io.github.medsam2.session.Readiness;
import io.github.medsam2.session.SessionEvent;
import io.github.medsam2.session.SessionEvent.Cleared;
import io.github.medsam2.session.SessionEvent.Prompted;
import io.github.medsam2.session.SessionEvent.Propagated;
import io.github.medsam2.session.SessionEvent.Removed;
import io.github.medsam2.session.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The engine room of a session: a journal, and the state that follows from it. A call that fails
 * leaves both as they were. Not thread-safe.
 */
public final class SessionCore implements AutoCloseable {
  private final Room room;
  private final Prompting prompting;
  private final Follower follower;
  private final TakingBack takingBack;
  private final Apart apart;
  private final Journal journal = new Journal();
  private SessionState state = SessionState.EMPTY;
  private int version;
  private boolean closed;

  /**
   * @param stations the network
   * @param frames what is looked at
   * @param rules what the session goes by
   * @param rule refuses prompts that the model cannot take
   */
  public SessionCore(Stations stations, FrameSource frames, SessionRules rules, PromptRule rule) {
    this.room = Room.of(stations, frames, rules);
    this.prompting = new Prompting(room, rule);
    this.follower = new Follower(room);
    this.apart = new Apart(room);
    this.takingBack = new TakingBack(room, prompting, follower);
  }

  /** The number of frames; of a live source, those that came so far. */
  public int frameCount() {
    return room.frames().count();
  }

  /** Columns of every frame. */
  public int width() {
    return room.frames().width();
  }

  /** Rows of every frame. */
  public int height() {
    return room.frames().height();
  }

  /** The highest index a walk may go to: without end while frames are still coming. */
  public int end() {
    return room.live() ? Integer.MAX_VALUE : room.frames().count() - 1;
  }

  /** The names of the objects, in the order they were first prompted. */
  public List<String> objects() {
    return List.copyOf(state.objects().keySet());
  }

  /** What is remembered of an object. */
  public ObjectMemory memory(String object) {
    return state.require(object).memory();
  }

  /** What all objects look like on a frame, as far as it is known. */
  public Map<String, FrameOutput> at(int frame) {
    Map<String, FrameOutput> known = new LinkedHashMap<>();
    state
        .objects()
        .forEach(
            (name, o) -> {
              FrameOutput output = o.memory().at(frame);
              if (output != null) {
                known.put(name, output);
              }
            });
    return known;
  }

  /** What was asked so far, without what was undone. */
  public List<SessionEvent> journal() {
    return journal.events();
  }

  /** Does what an event says and writes it down. */
  public void ask(SessionEvent event) {
    requireOpen();
    requireGiven(event, "an event");
    if (event instanceof Propagated p) {
      walk(p);
      return;
    }
    state = after(state, event, journal.events());
    journal.append(event, state);
    version++;
  }

  private void walk(Propagated plan) {
    requireWalkable(plan);
    Run run = new Run(this, plan, 0, false, () -> false);
    while (run.hasNext()) {
      run.next();
    }
  }

  private void requireWalkable(Propagated plan) {
    room.checkFrame(plan.from());
    room.checkFrame(plan.to());
    plan.objects().forEach(state::require);
  }

  /**
   * The state that an event leads to.
   *
   * @param past what was asked before
   */
  private SessionState after(SessionState before, SessionEvent event, List<SessionEvent> past) {
    if (event instanceof Prompted p) {
      SessionState now = before.with(p.object(), answered(before, p, past));
      return apart.after(before, now, p.object());
    }
    if (event instanceof Cleared c) {
      ObjectState rest = takingBack.clear(before, c.object(), c.frame(), past);
      return apart.after(before, before.with(c.object(), rest), c.object());
    }
    if (event instanceof Removed r) {
      before.require(r.object());
      return apart.after(before, before.without(r.object()), r.object());
    }
    return follower.walk(before, (Propagated) event);
  }

  private ObjectState answered(SessionState before, Prompted p, List<SessionEvent> past) {
    ObjectState o = before.of(p.object());
    Asked earlier = o.asked().at(p.frame());
    if (earlier != null
        && Prompting.replaces(p.prompts())
        && room.rules().policy().forgetsCleared()) {
      o = takingBack.clear(before, p.object(), p.frame(), past);
      Prompts all = Prompting.merged(earlier.prompts(), p.prompts());
      return prompting.answer(o, new Prompted(p.object(), p.frame(), all));
    }
    return prompting.answer(o, p);
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

  /** Finds the state at the journal's position; where that fails, the position is as before. */
  private boolean move(boolean moved, Runnable back) {
    if (!moved) {
      return false;
    }
    boolean found = false;
    try {
      Journal.Start start = journal.start();
      SessionState next = start.state();
      List<SessionEvent> past = new ArrayList<>(start.past());
      for (SessionEvent event : start.rest()) {
        next = after(next, event, past);
        past.add(event);
      }
      state = next;
      found = true;
    } finally {
      if (!found) {
        back.run();
      }
      version++;
    }
    return true;
  }

  /** The frames where a correction would pay most, most needed first. */
  public List<Suggestion> suggestions(int most) {
    if (most < 0) {
      throw negative("suggestions", most);
    }
    int first = room.frames().first();
    return Suggestions.of(state, most, f -> f >= first || room.cache().has(f));
  }

  /** What the session will need for a number of objects. */
  public Readiness readiness(int objects) {
    if (objects < 0) {
      throw negative("objects", objects);
    }
    return room.needs().readiness(room.length(), objects);
  }

  private static InvalidInputException negative(String what, int found) {
    return new InvalidInputException(what, "0 or more", found + "", "give a number of " + what);
  }

  /** Refuses to go on in a session that is closed. */
  public void requireOpen() {
    if (closed) {
      throw new InvalidInputException("session", "open", "closed", "open a new session");
    }
  }

  /** Frees the features. */
  @Override
  public void close() {
    closed = true;
    room.cache().close();
  }

  /** {@code 20 frames of 512x512; lesion: prompted on 8, tracked on 19 frames; 2 events}. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder(closed ? "closed; " : "");
    out.append(room.frames());
    state.objects().forEach((name, o) -> out.append("; ").append(name).append(": ").append(o));
    return out.append("; ").append(journal.events().size()).append(" events").toString();
  }

  /** What is known of an object, in words. */
  public String describe(String object) {
    return object + ": " + state.of(object);
  }

  // ---- for walks

  SessionState state() {
    return state;
  }

  Room room() {
    return room;
  }

  Follower follower() {
    return follower;
  }

  int version() {
    return version;
  }

  /**
   * Takes the state after a frame of a walk.
   *
   * @param soFar the walk up to this frame
   * @param longer whether the walk is the journal's last line already
   * @return the session's new version
   */
  int walked(Propagated soFar, SessionState after, boolean longer) {
    state = after;
    if (longer) {
      journal.extend(soFar, after);
    } else {
      journal.append(soFar, after);
    }
    return ++version;
  }
}
