// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.session;

import io.github.medsam2.VideoSession;
import io.github.medsam2.receipt.ModelIdentity;
import io.github.medsam2.server.compute.Work;
import io.github.medsam2.server.http.PrivateFolder;
import io.github.medsam2.server.http.Refusal;
import io.github.medsam2.server.image.Picture;
import io.github.medsam2.session.SessionEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One image that is open, and what was asked of it. Dialects hold nothing themselves; what they
 * need between two calls is here. Thread-safe; {@link #drawing} is used under the session's lock.
 */
public final class Session {
  private final String id;
  private final String dialect;
  private final Clocks clocks;
  private final Sessions home;
  private final Instant created = Instant.now();
  private final Drawing drawing = new Drawing();
  private final Map<String, String> notes = new LinkedHashMap<>();
  private long lastAction = System.nanoTime();
  private long lastSign = lastAction;
  private int calls;
  private long reserved;
  private boolean closed;
  private @Nullable Path files;
  private @Nullable Picture picture;
  private @Nullable Tracker tracker;
  private @Nullable Bench bench;
  private final Map<Class<?>, AutoCloseable> attached = new LinkedHashMap<>();
  private List<SessionEvent> before = List.of();

  Session(String id, String dialect, Clocks clocks, Sessions home) {
    this.id = id;
    this.dialect = dialect;
    this.clocks = clocks;
    this.home = home;
  }

  /** 32 hexadecimal digits that nobody can guess. */
  public String id() {
    return id;
  }

  /** Which viewers' it is. */
  public String dialect() {
    return dialect;
  }

  /** When it was opened. */
  public Instant created() {
    return created;
  }

  /** When it ends by itself. */
  public Clocks clocks() {
    return clocks;
  }

  /** A call of its client begins; every call that is under way counts as life. */
  public synchronized void enter(boolean action) {
    calls++;
    sign(action);
  }

  /** A call of its client has ended. */
  public synchronized void leave(boolean action) {
    calls--;
    sign(action);
  }

  /** Its client is there, though it asks for nothing. */
  public synchronized void alive() {
    sign(false);
  }

  private void sign(boolean action) {
    lastSign = System.nanoTime();
    lastAction = action ? lastSign : lastAction;
  }

  /** How long until it ends for want of actions. */
  public synchronized Duration remaining() {
    Duration passed = Duration.ofNanos(System.nanoTime() - lastAction);
    Duration left = clocks.idle().minus(passed);
    return left.isNegative() ? Duration.ZERO : left;
  }

  synchronized boolean isOver() {
    long silent = System.nanoTime() - lastSign;
    boolean gone = calls == 0 && silent > clocks.liveness().toNanos();
    return gone || (calls == 0 && remaining().isZero());
  }

  synchronized boolean isIdle() {
    return calls == 0;
  }

  synchronized long lastSign() {
    return lastSign;
  }

  /** Shows an image; an earlier one and what was drawn on it are forgotten. */
  public void show(Picture shown) {
    show(shown, 0);
  }

  /**
   * Shows an image beside which its dialect holds something.
   *
   * @param beside bytes of that
   */
  public void show(Picture shown, long beside) {
    long need = Budget.need(shown.voxels()) + beside;
    home.reserve(this, need - reserved());
    List<AutoCloseable> old;
    synchronized (this) {
      if (closed) {
        throw gone();
      }
      old = models();
      picture = shown;
      tracker = home.tracker(shown);
      bench = home.bench(shown);
      drawing.clear(shown.voxels());
    }
    if (!old.isEmpty()) {
      home.queue().retire(this, Session::gone, () -> close(old));
    }
    home.kept(this, shown);
  }

  private List<AutoCloseable> models() {
    return Stream.<@Nullable AutoCloseable>of(tracker, bench)
        .flatMap(Stream::ofNullable)
        .map(AutoCloseable.class::cast)
        .toList();
  }

  /** Keeps a folder with the image as it was sent; it is deleted with the session. */
  public synchronized void files(Path folder) {
    files = folder;
  }

  /** The folder with the image as it was sent. */
  public synchronized Optional<Path> files() {
    return Optional.ofNullable(files);
  }

  /** Its image. */
  public synchronized Picture picture() {
    if (picture == null) {
      throw Refusal.wrong("session", "an image, sent before", "none");
    }
    return picture;
  }

  /**
   * Has something done with all objects of its image together, in turn with others, and waits for
   * it. What was asked is kept, where sessions are.
   */
  public <T> T with(Function<VideoSession, T> task) {
    return home.queue().run(this, opened().work(video -> new Once<>(video, task), this::asked));
  }

  /**
   * Begins something long with all objects of its image, a step at a time in turn with others.
   *
   * @return completed on the worker's thread
   */
  public <T> CompletableFuture<T> start(Function<VideoSession, Work<T>> begin) {
    return home.queue().start(this, opened().work(begin, this::asked));
  }

  /** The model that answers in it. */
  public ModelIdentity identity() {
    return opened().identity();
  }

  private synchronized Bench opened() {
    picture();
    if (closed || bench == null) {
      throw gone();
    }
    return bench;
  }

  private void asked(List<SessionEvent> events) {
    home.kept(this, events);
  }

  /** One step. */
  private static final class Once<T> implements Work<T> {
    private final VideoSession video;
    private final Function<VideoSession, T> task;
    private Optional<T> done = Optional.empty();

    Once(VideoSession video, Function<VideoSession, T> task) {
      this.video = video;
      this.task = task;
    }

    @Override
    public boolean step() {
      done = Optional.of(task.apply(video));
      return false;
    }

    @Override
    public T result() {
      return done.orElseThrow();
    }
  }

  /** What was asked of all its objects before the server ended, where it was kept. */
  public synchronized List<SessionEvent> before() {
    return before;
  }

  synchronized void before(List<SessionEvent> events) {
    before = events;
  }

  /** Keeps what a dialect needs between calls; closed with the session, or at once if it ended. */
  public <T extends AutoCloseable> void attach(Class<T> kind, T what) {
    AutoCloseable over;
    synchronized (this) {
      over = closed ? what : attached.put(kind, what);
    }
    if (over != null) {
      close(List.of(over));
    }
  }

  /** What a dialect keeps. */
  public synchronized <T extends AutoCloseable> Optional<T> attached(Class<T> kind) {
    return Optional.ofNullable(attached.get(kind)).map(kind::cast);
  }

  /** Whether it has an image. */
  public synchronized boolean hasPicture() {
    return picture != null;
  }

  /** What its user has drawn; used under the session's lock. */
  public Drawing drawing() {
    return drawing;
  }

  /** Keeps a word under a key for a later call; null forgets it. */
  public synchronized void note(String key, @Nullable String value) {
    if (value == null) {
      notes.remove(key);
    } else {
      notes.put(key, value);
    }
  }

  /** How many words are kept. */
  public synchronized int noteCount() {
    return notes.size();
  }

  /** A word that was kept. */
  public synchronized Optional<String> note(String key) {
    return Optional.ofNullable(notes.get(key));
  }

  /**
   * Asks the model, in turn with others. What was asked is on disk first, where sessions are kept.
   *
   * @param atMost after which what was found so far is returned
   */
  public Found ask(Asked asked, Duration atMost) {
    Tracker with;
    synchronized (this) {
      picture();
      if (closed || tracker == null) {
        throw gone();
      }
      with = tracker;
    }
    home.kept(this, asked);
    return home.queue().run(this, new Walk(with, asked, atMost, home.observer()));
  }

  static Refusal gone() {
    return new Refusal(
        410, "session", "one that is open", "one that ended", "open the image again");
  }

  synchronized long reserved() {
    return reserved;
  }

  synchronized void reserve(long more) {
    reserved += more;
  }

  /** Frees everything, after the slice that is under way. */
  void close() {
    List<AutoCloseable> old;
    List<AutoCloseable> kept;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      old = models();
      kept = List.copyOf(attached.values());
      attached.clear();
      tracker = null;
      bench = null;
    }
    close(kept);
    files().ifPresent(PrivateFolder::delete);
    home.queue().retire(this, Session::gone, () -> close(old));
  }

  private static void close(List<AutoCloseable> all) {
    for (AutoCloseable one : all) {
      try {
        one.close();
      } catch (Exception e) {
        throw new IllegalStateException(e); // none of ours throws
      }
    }
  }
}
