// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.compute;

import java.util.concurrent.CompletableFuture;

/** Work that waits or goes on, with who waits for it. */
final class Ticket<T> {
  final Object owner;
  final CompletableFuture<T> answer = new CompletableFuture<>();
  private final Work<T> work;

  Ticket(Object owner, Work<T> work) {
    this.owner = owner;
    this.work = work;
  }

  /** One step; failures go to who waits. Returns whether there are more steps. */
  boolean step() {
    if (answer.isDone()) {
      return false;
    }
    try {
      if (work.step()) {
        return true;
      }
      answer.complete(work.result());
    } catch (RuntimeException | Error e) {
      answer.completeExceptionally(e);
    }
    return false;
  }
}
