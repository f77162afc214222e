// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.page.study;

import io.github.medsam2.Direction;
import io.github.medsam2.FrameResult;
import io.github.medsam2.Segmentation;
import io.github.medsam2.VideoSession;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.Prompt;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.rounds.Effort;
import io.github.medsam2.rounds.WorkTimer;
import io.github.medsam2.server.http.Refusal;
import io.github.medsam2.server.session.Session;
import io.github.medsam2.session.SessionEvent;
import io.github.medsam2.session.Suggestion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An image that is open on a page: its objects, what was found, what was done and undone, and the
 * walk that is under way. Lives in its session and ends with it. Thread-safe: whatever asks the
 * model happens on the worker's thread, one after another.
 */
public final class Study implements AutoCloseable {
  private static final int MOST_OBJECTS = 32;

  private final Session session;
  private final Source source;
  private final Telling telling = new Telling(new Events());
  private final History history = new History();
  private final Object restoring = new Object();
  private boolean restored;
  private Scene scene = Scene.EMPTY;
  private long revision;
  private WorkTimer timer = new WorkTimer();
  private @Nullable Job job;

  /** A study of what was opened in a session. */
  public Study(Session session, Source source) {
    this.session = session;
    this.source = source;
  }

  /** Where its frames come from. */
  public Source source() {
    return source;
  }

  /** What happens. */
  public Events events() {
    return telling.events();
  }

  /** What is shown now, with its number and what may be done. */
  public synchronized Moment now() {
    return new Moment(
        revision,
        scene,
        history.canUndo(),
        history.canRedo(),
        Optional.ofNullable(job).map(Job::id),
        telling.events().last());
  }

  private synchronized void commit(Scene next) {
    history.step(scene, next);
    show(next);
  }

  private synchronized void show(Scene next) {
    scene = next;
    revision++;
    telling.changed(revision);
  }

  private synchronized Scene scene() {
    return scene;
  }

  private synchronized void acted() {
    timer.acted();
  }

  private void requireFrame(int frame) {
    if (frame < 0 || frame >= source.count()) {
      throw Refusal.wrong("frame", "0 to " + (source.count() - 1), frame + "");
    }
  }

  private NamedObject require(String key) {
    NamedObject object = scene().objects().get(key);
    if (object == null) {
      throw Refusal.unknown("object", "one of this session", "choose or add one");
    }
    return object;
  }

  /** Calls an object something, or adds it. */
  public void name(NamedObject object) {
    synchronized (this) {
      requireRoom(object.key());
      commit(scene.named(object));
    }
  }

  private void requireRoom(String key) {
    if (scene().objects().size() >= MOST_OBJECTS && !scene().objects().containsKey(key)) {
      throw Refusal.tooLarge("objects", MOST_OBJECTS + "", "delete one first");
    }
  }

  /** Shows an object on a frame; it is added where it is not there. A walk ends for it. */
  public void prompt(String key, int frame, Prompts prompts) {
    requireFrame(frame);
    requireRoom(key);
    NamedObject unnamed = NamedObject.unnamed(key);
    change(
        video -> {
          Segmentation found = video.object(key).on(frame).prompt(prompts);
          Asked asked = Asked.of(video);
          return scene -> {
            boolean known = scene.objects().containsKey(key);
            return asked.in((known ? scene : scene.named(unnamed)).found(key, frame, found));
          };
        });
  }

  /** What was asked of the model so far, and where it would be asked next. */
  private record Asked(List<SessionEvent> journal, List<Suggestion> suggestions) {
    static Asked of(VideoSession video) {
      return new Asked(video.journal(), video.suggestions(Integer.MAX_VALUE));
    }

    Scene in(Scene scene) {
      return scene.asked(journal, suggestions);
    }
  }

  /** Takes back what was said of an object on a frame. */
  public void clear(String key, int frame) {
    requireFrame(frame);
    require(key);
    change(
        video -> {
          if (!video.objects().contains(key)) {
            return scene -> scene;
          }
          video.object(key).on(frame).clear();
          boolean none = Marks.of(video.journal()).of(key).isEmpty();
          Asked asked = Asked.of(video);
          return scene -> asked.in(scene.cleared(key, frame, none));
        });
  }

  /** Removes an object. */
  public void remove(String key) {
    require(key);
    change(
        video -> {
          if (video.objects().contains(key)) {
            video.object(key).remove();
          }
          telling.removed(key);
          Asked asked = Asked.of(video);
          return scene -> asked.in(scene.without(key));
        });
  }

  /** The model first, which takes its time, and then the scene as it is by then. */
  private void change(Function<VideoSession, UnaryOperator<Scene>> how) {
    cancel(Optional.empty());
    acted();
    session.with(video -> commit(how.apply(video)));
  }

  private synchronized Scene commit(UnaryOperator<Scene> step) {
    Scene next = step.apply(scene);
    if (next != scene) {
      commit(next);
    }
    return next;
  }

  /** Takes the last step back. Returns whether there was one. */
  public boolean undo() {
    cancel(Optional.empty());
    return session.with(video -> move(history::undone, video));
  }

  /** Takes the step again that was undone last. Returns whether there was one. */
  public boolean redo() {
    cancel(Optional.empty());
    return session.with(video -> move(history::redone, video));
  }

  /** Computes nothing, so that no name is given between the look and the step. */
  private synchronized boolean move(Function<Scene, Optional<Scene>> where, VideoSession video) {
    Optional<Scene> to = where.apply(scene);
    to.ifPresent(
        target -> {
          int size = target.journal().size();
          boolean moved = true;
          while (moved && video.journal().size() != size) {
            moved = video.journal().size() > size ? video.undo() : video.redo();
          }
          show(target);
        });
    return to.isPresent();
  }

  /** Begins to follow all objects through a range of frames. Returns the walk's id. */
  public String follow(Direction direction, int first, int last) {
    requireFrame(first);
    requireFrame(last);
    cancel(Optional.empty());
    Job next = new Job(UUID.randomUUID().toString(), this, direction, first, last);
    synchronized (this) {
      if (Marks.of(scene.journal()).byObject().values().stream().allMatch(Map::isEmpty)) {
        throw Refusal.wrong("objects", "one that was shown on a frame", "none");
      }
      job = next;
    }
    boolean begun = false;
    try {
      session.start(next::on).whenComplete((done, failure) -> failed(next, failure));
      begun = true;
    } finally {
      if (!begun) {
        forget(next);
      }
    }
    return next.id();
  }

  /** Ends a walk before its next frame: the one of an id, or any. Returns whether it was there. */
  public boolean cancel(Optional<String> id) {
    Job open = walking().filter(j -> id.map(j.id()::equals).orElse(true)).orElse(null);
    if (open != null) {
      open.cancel();
    }
    return open != null;
  }

  private synchronized Optional<Job> walking() {
    return Optional.ofNullable(job);
  }

  synchronized void walked(Job walk, FrameResult found, VideoSession video) {
    Scene next = scene.found(found.objects(), found.index()).asked(video.journal());
    if (walk.done() == 1) {
      history.step(scene, next);
    }
    scene = next;
    revision++;
    telling.walked(walk, found, next, revision);
  }

  /** On the worker's thread, after the last frame. */
  synchronized void ended(Job walk, VideoSession video) {
    scene = Asked.of(video).in(scene);
    revision++;
    forget(walk);
    telling.ended(walk, this::now);
  }

  private void failed(Job walk, @Nullable Throwable failure) {
    if (failure == null) {
      return;
    }
    forget(walk);
    if (walk.isCancelled()) {
      telling.ended(walk, this::now); // a click took its place before it began
    } else {
      telling.failed(walk, failure);
    }
  }

  private synchronized void forget(Job walk) {
    job = job == walk ? null : job;
  }

  /** The mask of an object on a frame, as one that a reader stands for. */
  public synchronized Decision decision(String key, int frame) {
    NamedObject object = require(key);
    Shown shown =
        scene
            .on(key, frame)
            .filter(s -> s.area() > 0)
            .orElseThrow(
                () ->
                    new Refusal(
                        409,
                        "round",
                        "a mask of the object on this frame",
                        "none",
                        "draw a box around it, or go to a frame that has one"));
    List<Prompt> said = Marks.of(scene.journal()).of(key).getOrDefault(frame, List.of());
    int boxes = (int) said.stream().filter(BoxPrompt.class::isInstance).count();
    Effort effort = timer.effort(boxes, said.size() - boxes, false);
    return new Decision(
        object.segment().map(CassSegment::shortName).orElse(object.name()),
        shown.mask(source.width(), source.height()),
        said.stream().map(Prompts::of).reduce(Prompts::and),
        effort);
  }

  /** A decision was taken in; the next one's effort begins now. */
  public synchronized void decided() {
    timer = new WorkTimer();
  }

  /** Says again what was said before the server ended: clicks and boxes, not walks. */
  public void restore() {
    synchronized (restoring) {
      if (!restored && !session.before().isEmpty()) {
        session.with(
            video -> {
              Scene next = new Restored(session.before()).on(video);
              show(Asked.of(video).in(next));
              return next;
            });
      }
      restored = true;
    }
  }

  @Override
  public void close() {
    cancel(Optional.empty());
    telling.events().close();
    source.close();
  }
}
