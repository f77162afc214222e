// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import io.github.medsam2.engine.EngineException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * The span between opening and closing, so that native memory is never freed under a running use:
 * uses run side by side, closing waits for them, and a use afterwards is an error. Thread-safe.
 */
final class Lifetime {
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final String what;
  private boolean closed;

  /**
   * @param what lives, for messages, such as {@code engine torch}
   */
  Lifetime(String what) {
    this.what = what;
  }

  /** Runs a use of what lives. */
  <R> R use(Supplier<R> action) {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new EngineException(
            what, "an open one", "a closed one", "close it after its last use");
      }
      return action.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Ends the span without releasing anything, when uses have ended or the time is over. */
  void rest(Duration atMost) {
    try {
      if (lock.writeLock().tryLock(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        closed = true;
        lock.writeLock().unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the span, once. */
  void end(Runnable release) {
    if (lock.getReadHoldCount() > 0) {
      throw new EngineException(
          what, "to be closed after a run", "a call within one", "close it elsewhere");
    }
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        release.run();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
