// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session.run;

import io.github.medsam2.session.SessionEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was asked of a session, in order, with the state after each event. Undone events stay behind
 * the present position until something else is asked. Only the latest states are kept; older ones
 * are found again by replaying from the one before them.
 */
final class Journal {
  private static final int STATES_KEPT = 16;

  private record Entry(SessionEvent event, @Nullable SessionState after) {}

  private final List<Entry> entries = new ArrayList<>();
  private int position;

  /** The events that are in force. */
  List<SessionEvent> events() {
    return entries.subList(0, position).stream().map(Entry::event).toList();
  }

  void append(SessionEvent event, SessionState after) {
    entries.subList(position, entries.size()).clear();
    entries.add(new Entry(event, after));
    position++;
    int forgotten = position - 1 - STATES_KEPT;
    if (forgotten >= 0) {
      entries.set(forgotten, new Entry(entries.get(forgotten).event(), null));
    }
  }

  /** Replaces the last event: a propagation that went one frame further. */
  void extend(SessionEvent event, SessionState after) {
    entries.subList(position, entries.size()).clear();
    entries.set(position - 1, new Entry(event, after));
  }

  boolean back() {
    if (position == 0) {
      return false;
    }
    position--;
    return true;
  }

  boolean forth() {
    if (position == entries.size()) {
      return false;
    }
    position++;
    return true;
  }

  /** The latest kept state at or before the position, and the events from there to here. */
  Start start() {
    int from = position;
    while (from > 0 && entries.get(from - 1).after() == null) {
      from--;
    }
    SessionState state = from == 0 ? null : entries.get(from - 1).after();
    List<SessionEvent> all = events();
    return new Start(
        state == null ? SessionState.EMPTY : state,
        all.subList(0, from),
        all.subList(from, position));
  }

  /**
   * Where a replay begins.
   *
   * @param state the latest that is kept
   * @param past what was asked before it
   * @param rest what was asked since
   */
  record Start(SessionState state, List<SessionEvent> past, List<SessionEvent> rest) {}
}
