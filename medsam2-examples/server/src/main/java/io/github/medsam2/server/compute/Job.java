// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.compute;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Long work that runs beside the answers, such as a training. Thread-safe. */
public final class Job {
  private static final int LINES = 100;

  private final String id;
  private final Instant started = Instant.now();
  private final Deque<String> lines = new ArrayDeque<>();
  private final Map<String, Double> figures = new ConcurrentHashMap<>();
  private State state = State.RUNNING;
  private boolean stopped;
  private @Nullable Instant ended;
  private @Nullable String result;

  Job(String id) {
    this.id = id;
  }

  /** Where it is. */
  public enum State {
    RUNNING,
    DONE,
    ERROR
  }

  /** What it does. */
  @FunctionalInterface
  public interface Body {
    /**
     * Does it, and looks at {@link Job#isStopped} often.
     *
     * @return what came of it, in a sentence
     */
    String run(Job job);
  }

  /** Its name. */
  public String id() {
    return id;
  }

  /** When it began. */
  public Instant started() {
    return started;
  }

  /** When it ended. */
  public synchronized Optional<Instant> ended() {
    return Optional.ofNullable(ended);
  }

  /** Where it is. */
  public synchronized State state() {
    return state;
  }

  /** What came of it, once it ended. */
  public synchronized Optional<String> result() {
    return Optional.ofNullable(result);
  }

  /** Adds a line for people; the latest are kept. */
  public synchronized void say(String line) {
    lines.addLast(line);
    if (lines.size() > LINES) {
      lines.removeFirst();
    }
  }

  /** The latest lines. */
  public synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  /** Tells a number by its name, such as how far it is. */
  public void tell(String name, double value) {
    figures.put(name, value);
  }

  /** The numbers that were told last. */
  public Map<String, Double> figures() {
    return Map.copyOf(figures);
  }

  /** Asks it to end soon. */
  public synchronized void stop() {
    stopped = true;
  }

  /** Whether it is asked to end. */
  public synchronized boolean isStopped() {
    return stopped;
  }

  synchronized void end(State how, String sentence) {
    say(sentence);
    state = how;
    result = sentence;
    ended = Instant.now();
    notifyAll();
  }

  /** Waits for its end. Returns whether it has ended. */
  synchronized boolean await(long millis) throws InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    for (long left = millis; state == State.RUNNING && left > 0; ) {
      wait(left);
      left = (end - System.nanoTime()) / 1_000_000;
    }
    return state != State.RUNNING;
  }
}
