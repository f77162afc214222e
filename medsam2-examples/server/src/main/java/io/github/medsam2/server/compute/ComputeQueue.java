// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.compute;

import io.github.medsam2.server.http.Refusal;
import io.github.medsam2.server.watch.ServerObserver;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/**
 * The one worker that uses the model, which takes all cores itself. First steps, which are clicks,
 * go before further ones, which are slices of a propagation; those take turns. An owner has one
 * piece of work that runs and one that waits: a newer one takes the place of the one that waits.
 * Thread-safe.
 */
public final class ComputeQueue implements AutoCloseable {
  private static final int RETRY = 5;

  private final int most;
  private final ServerObserver observer;
  private final Deque<Ticket<?>> waiting = new ArrayDeque<>();
  private final Deque<Ticket<?>> running = new ArrayDeque<>();
  private final Deque<Runnable> chores = new ArrayDeque<>();
  private final Thread worker;
  private boolean closing;
  private boolean closed;

  /**
   * Starts the worker.
   *
   * @param most how many may wait
   */
  public ComputeQueue(int most, ServerObserver observer) {
    this.most = most;
    this.observer = observer;
    this.worker = new Thread(this::work, "medsam2-server-model");
    worker.setDaemon(true);
    worker.start();
  }

  /**
   * Has work done and waits for it.
   *
   * @param owner whose it is
   */
  public <T> T run(Object owner, Work<T> work) {
    return await(enter(owner, work));
  }

  /**
   * Has work done without waiting for it.
   *
   * @param owner whose it is
   * @return completed on the worker's thread, or by who takes the work's place or ends it
   */
  public <T> CompletableFuture<T> start(Object owner, Work<T> work) {
    return enter(owner, work).answer;
  }

  private synchronized <T> Ticket<T> enter(Object owner, Work<T> work) {
    Ticket<T> ticket = new Ticket<>(owner, work);
    enter(ticket);
    return ticket;
  }

  private void enter(Ticket<?> ticket) {
    if (closing) {
      throw Refusal.busy(RETRY, "server", "one that runs", "one that is being stopped");
    }
    Optional<Ticket<?>> older =
        waiting.stream().filter(t -> t.owner.equals(ticket.owner)).findFirst();
    older.ifPresent(t -> replace(t));
    if (waiting.size() >= most) {
      throw Refusal.busy(RETRY, "server", "room in its queue of " + most, "none");
    }
    waiting.addLast(ticket);
    observer.queue(waiting.size());
    notifyAll();
  }

  private void replace(Ticket<?> older) {
    waiting.remove(older);
    older.answer.completeExceptionally(
        new Refusal(409, "click", "the latest one", "an older one", "nothing: a newer one came"));
  }

  private static <T> T await(Ticket<T> ticket) {
    try {
      return ticket.answer.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      ticket.answer.cancel(false);
      throw Refusal.busy(RETRY, "server", "one that runs", "one that is being stopped");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException r) {
        throw r;
      } else if (e.getCause() instanceof Error r) {
        throw r;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Ends what an owner has here, between two steps, and then does a chore on the worker. */
  public void retire(Object owner, Supplier<Refusal> why, Runnable chore) {
    synchronized (this) {
      waiting.stream()
          .filter(t -> t.owner.equals(owner))
          .toList()
          .forEach(
              t -> {
                waiting.remove(t);
                t.answer.completeExceptionally(why.get());
              });
      running.stream()
          .filter(t -> t.owner.equals(owner))
          .forEach(t -> t.answer.completeExceptionally(why.get()));
      if (!closed) {
        chores.addLast(chore);
        notifyAll();
        return;
      }
    }
    chore.run();
  }

  private void work() {
    while (true) {
      Ticket<?> ticket;
      Runnable chore;
      synchronized (this) {
        while (chores.isEmpty() && !hasTurn() && !closed) {
          waitForMore();
        }
        chore = chores.pollFirst();
        ticket = chore == null ? turn().orElse(null) : null;
        if (chore == null && ticket == null) {
          return; // closed
        }
      }
      if (chore != null) {
        done(chore);
      } else if (ticket != null) {
        boolean more = ticket.step();
        synchronized (this) {
          running.remove(ticket);
          if (more) {
            running.addLast(ticket);
          }
          notifyAll();
        }
      }
    }
  }

  /** What cannot be closed ends nobody else's work. */
  private static void done(Runnable chore) {
    try {
      chore.run();
    } catch (RuntimeException | Error e) {
      Thread own = Thread.currentThread();
      own.getUncaughtExceptionHandler().uncaughtException(own, e);
    }
  }

  private void waitForMore() {
    try {
      wait();
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  private boolean hasTurn() {
    return !running.isEmpty() || !waiting.isEmpty();
  }

  /** Whose turn it is: a first step of somebody who has nothing running, or the next in turn. */
  private Optional<Ticket<?>> turn() {
    for (Ticket<?> ticket : waiting) {
      if (running.stream().noneMatch(r -> r.owner.equals(ticket.owner))) {
        waiting.remove(ticket);
        running.addLast(ticket);
        observer.queue(waiting.size());
        return Optional.of(ticket);
      }
    }
    return Optional.ofNullable(running.peekFirst());
  }

  /** How many wait. */
  public synchronized int waiting() {
    return waiting.size();
  }

  /** Takes no more work, and waits for what there is. */
  public synchronized void drain(Duration atMost) {
    closing = true;
    long end = System.nanoTime() + atMost.toNanos();
    try {
      for (long left = atMost.toNanos(); hasTurn() && left > 0; left = end - System.nanoTime()) {
        wait(Math.max(1, left / 1_000_000));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends between two steps; who still waits is told. */
  @Override
  public void close() {
    synchronized (this) {
      closing = true;
      closed = true;
      for (Deque<Ticket<?>> all : java.util.List.of(waiting, running)) {
        all.forEach(
            t ->
                t.answer.completeExceptionally(
                    Refusal.busy(RETRY, "server", "one that runs", "one that was stopped")));
        all.clear();
      }
      notifyAll();
    }
    try {
      worker.join(Duration.ofMinutes(1).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
