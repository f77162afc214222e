// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.session;

import io.github.medsam2.MedSam2;
import io.github.medsam2.SessionOptions;
import io.github.medsam2.server.compute.ComputeQueue;
import io.github.medsam2.server.http.Refusal;
import io.github.medsam2.server.image.Picture;
import io.github.medsam2.server.watch.ServerObserver;
import io.github.medsam2.session.SessionEvent;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All sessions of a server. Thread-safe. */
public final class Sessions implements AutoCloseable {
  private static final int RETRY = 10;
  private static final Duration ABSENCE = Duration.ofMinutes(3);
  private static final SecureRandom RANDOM = new SecureRandom();

  private volatile MedSam2 model;
  private int modelNumber;
  private final Duration absence;
  private final Budget budget;
  private final ComputeQueue queue;
  private final ServerObserver observer;
  private final SessionOptions options;
  private final @Nullable SessionFolder folder;
  private final Map<String, Session> open = new LinkedHashMap<>();
  private final Map<String, Clocks> clocks = new LinkedHashMap<>();

  /**
   * None yet.
   *
   * @param folder where they are kept beyond the end of the process, or null for nowhere
   */
  public Sessions(
      MedSam2 model,
      Budget budget,
      ComputeQueue queue,
      ServerObserver observer,
      @Nullable SessionFolder folder) {
    this(model, budget, queue, observer, folder, ABSENCE);
  }

  Sessions(
      MedSam2 model,
      Budget budget,
      ComputeQueue queue,
      ServerObserver observer,
      @Nullable SessionFolder folder,
      Duration absence) {
    this.absence = absence;
    this.model = model;
    this.budget = budget;
    this.queue = queue;
    this.observer = observer;
    this.folder = folder;
    SessionOptions defaults = SessionOptions.defaults();
    this.options = defaults.prefetch(false).budget(defaults.budget().embeddings(budget.features()));
  }

  /** Sessions that are opened from here on use another model; those that are open keep theirs. */
  public synchronized void use(MedSam2 other) {
    model = other;
    modelNumber++;
  }

  /** Grows whenever another model is used. */
  public synchronized int modelNumber() {
    return modelNumber;
  }

  /** The model that new sessions use. */
  public MedSam2 model() {
    return model;
  }

  /** Says which clocks the sessions of a dialect have. */
  public synchronized void clocks(String dialect, Clocks own) {
    clocks.put(dialect, own);
  }

  /** Opens one, without an image yet; the oldest that nobody needs makes room. */
  public Session open(String dialect) {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return open(HexFormat.of().formatHex(bytes), dialect);
  }

  private Session open(String id, String dialect) {
    List<Session> over = new ArrayList<>();
    Session session;
    synchronized (this) {
      over.addAll(takeOver());
      if (open.size() >= budget.sessions()) {
        oldestDisposable(null).ifPresent(s -> over.add(open.remove(s.id())));
      }
      if (open.size() >= budget.sessions()) {
        throw Refusal.busy(RETRY, "server", "room for a session", budget.sessions() + " open");
      }
      Clocks own = Optional.ofNullable(clocks.get(dialect)).orElseThrow();
      session = new Session(id, dialect, own, this);
      open.put(id, session);
      observer.sessions(open.size());
    }
    over.forEach(Session::close);
    return session;
  }

  /** How many may be open. */
  public int most() {
    return budget.sessions();
  }

  /** Bytes an image may take while it is read. */
  public long mostBytes() {
    return budget.session();
  }

  /** One that is open, or was when the server ended and was kept. */
  public Optional<Session> find(String id, String dialect) {
    if (isOpen(id)) {
      return opened(id, dialect);
    }
    if (folder == null) {
      return Optional.empty();
    }
    synchronized (folder) { // two calls at once do not bring it back twice
      return isOpen(id) ? opened(id, dialect) : folder.find(id, dialect).map(this::restore);
    }
  }

  private synchronized boolean isOpen(String id) {
    Session session = open.get(id);
    return session != null && !session.isOver();
  }

  private synchronized Optional<Session> opened(String id, String dialect) {
    return Optional.ofNullable(open.get(id)).filter(s -> s.dialect().equals(dialect));
  }

  private Session restore(SessionFolder.Kept kept) {
    Session session = open(kept.id(), kept.dialect());
    boolean whole = false;
    try {
      session.show(kept.picture());
      session.before(kept.events());
      synchronized (session) {
        kept.asked()
            .ifPresent(
                a ->
                    session
                        .drawing()
                        .restore(Gestures.of(a, kept.picture().size()), kept.picture().voxels()));
        kept.asked().ifPresent(a -> session.drawing().follow(a.follows()));
      }
      whole = true;
      return session;
    } finally {
      if (!whole) {
        remove(session);
      }
    }
  }

  /** Ends one for good, with what was kept of it. Returns whether there was one. */
  public boolean close(String id, String dialect) {
    Optional<Session> found = find(id, dialect);
    found.ifPresent(
        session -> {
          remove(session);
          if (folder != null) {
            folder.delete(session.id());
          }
        });
    return found.isPresent();
  }

  private void remove(Session session) {
    synchronized (this) {
      open.remove(session.id());
      observer.sessions(open.size());
      observer.bytes("held", held());
    }
    session.close();
  }

  private synchronized List<Session> takeOver() {
    List<Session> over = open.values().stream().filter(Session::isOver).toList();
    over.forEach(s -> open.remove(s.id()));
    return over;
  }

  /** Ends those whose time is over; what was kept of them stays. */
  public void expire() {
    takeOver().forEach(Session::close);
  }

  /** Takes bytes for a session: those of others that only save time make room. */
  void reserve(Session session, long more) {
    if (session.reserved() + more > budget.session()) {
      throw Refusal.tooLarge(
          "image", budget.session() + " bytes with its masks", "send a part of it");
    }
    List<Session> ended = new ArrayList<>();
    try {
      synchronized (this) {
        while (held() + more > budget.server()) {
          Session oldest =
              oldestDisposable(session)
                  .orElseThrow(
                      () ->
                          Refusal.busy(
                              RETRY, "server", "memory for the image beside others", "too little"));
          open.remove(oldest.id());
          ended.add(oldest);
        }
        session.reserve(more); // here, so that two at once do not both take the same room
        observer.bytes("held", held());
      }
    } finally {
      ended.forEach(Session::close);
    }
  }

  private Optional<Session> oldestDisposable(@Nullable Session but) {
    return open.values().stream()
        .filter(s -> s != but && s.isIdle() && (s.note(DISPOSABLE).isPresent() || isLeft(s)))
        .min(Comparator.comparingLong(Session::lastSign));
  }

  private boolean isLeft(Session s) {
    return s.note(WATCHED).isPresent() && System.nanoTime() - s.lastSign() > absence.toNanos();
  }

  /**
   * The note of a session whose client gives signs of life all the time; without one for some
   * minutes nobody is there, and it ends where room is needed.
   */
  public static final String WATCHED = "watched";

  /** The note of a session that its client does not know of, and that may end at any time. */
  public static final String DISPOSABLE = "disposable";

  /** The note of a session that its client could not find again after a restart. */
  public static final String FLEETING = "fleeting";

  private long held() {
    return open.values().stream().mapToLong(Session::reserved).sum();
  }

  /** How many are open. */
  public synchronized int count() {
    return open.size();
  }

  Tracker tracker(Picture picture) {
    return new Tracker(model, picture, options);
  }

  Bench bench(Picture picture) {
    return new Bench(model, picture, options);
  }

  ComputeQueue queue() {
    return queue;
  }

  ServerObserver observer() {
    return observer;
  }

  void kept(Session session, Picture picture) {
    if (folder != null && session.note(DISPOSABLE).isEmpty() && session.note(FLEETING).isEmpty()) {
      folder.keep(session.id(), session.dialect(), picture);
    }
  }

  void kept(Session session, List<SessionEvent> events) {
    if (folder != null && session.note(DISPOSABLE).isEmpty() && session.note(FLEETING).isEmpty()) {
      folder.keep(session.id(), events);
    }
  }

  void kept(Session session, Asked asked) {
    if (folder != null && session.note(DISPOSABLE).isEmpty() && session.note(FLEETING).isEmpty()) {
      folder.keep(session.id(), asked);
    }
  }

  /**
   * One that has a word under a key: of the same content, or of the same client, for those who
   * cannot tell the session themselves.
   */
  public synchronized Optional<Session> noted(String dialect, String key, String value) {
    return open.values().stream()
        .filter(s -> s.dialect().equals(dialect) && !s.isOver())
        .filter(s -> s.note(key).filter(value::equals).isPresent())
        .findFirst();
  }

  @Override
  public void close() {
    List<Session> all;
    synchronized (this) {
      all = List.copyOf(open.values());
      open.clear();
    }
    all.forEach(Session::close);
  }
}
