// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.page.study;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Scenes before and after the present one. It reaches as far back as the model's own states do, so
 * that a step back computes nothing. Used under the lock of its study.
 */
final class History {
  private static final int MOST_EVENTS = 14;
  private static final int MOST_STEPS = 64;

  private final Deque<Scene> past = new ArrayDeque<>();
  private final Deque<Scene> future = new ArrayDeque<>();

  synchronized void step(Scene before, Scene after) {
    past.addFirst(before);
    future.clear();
    int oldest = after.journal().size() - MOST_EVENTS;
    while (past.size() > MOST_STEPS
        || (!past.isEmpty() && past.getLast().journal().size() < oldest)) {
      past.removeLast();
    }
  }

  synchronized Optional<Scene> undone(Scene now) {
    Optional<Scene> to = Optional.ofNullable(past.pollFirst());
    to.ifPresent(s -> future.addFirst(now));
    return to;
  }

  synchronized Optional<Scene> redone(Scene now) {
    Optional<Scene> to = Optional.ofNullable(future.pollFirst());
    to.ifPresent(s -> past.addFirst(now));
    return to;
  }

  synchronized boolean canUndo() {
    return !past.isEmpty();
  }

  synchronized boolean canRedo() {
    return !future.isEmpty();
  }
}
