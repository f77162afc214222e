// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train;

import io.github.medsam2.train.step.ClipStep;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Draws the steps of the next update on a thread of its own while one is calculated. */
final class DrawnAhead implements AutoCloseable {
  private final Batches batches;
  private final long updates;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          run -> {
            Thread t = new Thread(run, "medsam2-training-data");
            t.setDaemon(true);
            return t;
          });
  private @Nullable Future<List<ClipStep>> next;
  private long number;

  /**
   * @param updates of the run; nothing is drawn beyond
   */
  DrawnAhead(Batches batches, long updates) {
    this.batches = batches;
    this.updates = updates;
  }

  /** The steps of an update: those that {@link Batches} gives. */
  List<ClipStep> of(long update) {
    Future<List<ClipStep>> drawn =
        next != null && number == update ? next : thread.submit(() -> batches.of(update));
    next = null;
    List<ClipStep> steps = get(drawn);
    number = update + 1;
    if (number < updates) {
      next = thread.submit(() -> batches.of(update + 1));
    }
    return steps;
  }

  /** Whoever interrupts is told afterwards: an update is done or not begun. */
  private static List<ClipStep> get(Future<List<ClipStep>> drawn) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return drawn.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException refused) {
        throw refused;
      }
      throw new IllegalStateException("drawing what a step is told", e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
