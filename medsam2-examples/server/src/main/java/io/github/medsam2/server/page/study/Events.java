// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.page.study;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What happens in a study, numbered, for readers of any speed: each begins after the last number it
 * saw. Of each kind and frame only the newest is kept, so that nothing grows however slow a reader
 * is. Thread-safe.
 */
public final class Events implements AutoCloseable {
  private final NavigableMap<Long, Event> all = new TreeMap<>();
  private final Map<String, Long> newest = new HashMap<>();
  private long last;
  private boolean closed;

  /**
   * Something that happened.
   *
   * @param number from 1 on
   * @param type such as {@code mask}
   * @param data made when it is sent
   */
  public record Event(long number, String type, Supplier<JsonObject> data) {}

  /** Tells of something; what had the same key before is forgotten. */
  synchronized void tell(String type, String key, Supplier<JsonObject> data) {
    if (closed) {
      return;
    }
    last++;
    Long before = newest.put(key, last);
    if (before != null) {
      all.remove(before);
    }
    all.put(last, new Event(last, type, data));
    notifyAll();
  }

  /** Forgets what was told under keys with a beginning. */
  synchronized void forget(String start) {
    newest
        .entrySet()
        .removeIf(e -> e.getKey().startsWith(start) && all.remove(e.getValue()) != null);
  }

  /**
   * Waits for what comes after a number.
   *
   * @return empty after the time is over, or at once when nothing will come any more
   */
  public synchronized Optional<Event> after(long number, Duration atMost)
      throws InterruptedException {
    long from = number > last ? 0 : number; // of an earlier life of the server
    long end = System.nanoTime() + atMost.toNanos();
    while (all.higherEntry(from) == null && !closed) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return Optional.empty();
      }
      wait(left);
    }
    return Optional.ofNullable(all.higherEntry(from)).map(Map.Entry::getValue);
  }

  /** Whether nothing will come any more. */
  public synchronized boolean isClosed() {
    return closed;
  }

  /** The number of the latest. */
  public synchronized long last() {
    return last;
  }

  @Override
  public synchronized void close() {
    closed = true;
    all.clear();
    notifyAll();
  }
}
