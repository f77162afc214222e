// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.onnx;

import io.github.medsam2.engine.EngineException;
import java.util.function.Supplier;

/**
 * The lifetime of something native: freed when it has been closed and its last use has ended, so
 * that closing too early is an error in the caller's thread and never a crash in another.
 */
final class Guard {
  private final String what;
  private final Runnable free;
  private int users;
  private boolean closed;

  /**
   * @param what for messages, such as {@code program image-encoder}
   * @param free called exactly once
   */
  Guard(String what, Runnable free) {
    this.what = what;
    this.free = free;
  }

  /** Uses it; throws when closed. */
  <T> T during(Supplier<T> use) {
    enter();
    try {
      return use.get();
    } finally {
      exit();
    }
  }

  /** Starts a use; throws when closed. */
  synchronized void enter() {
    if (closed) {
      throw new EngineException(what, "open", "closed", "close it after its last use");
    }
    users++;
  }

  /** Ends a use. */
  void exit() {
    boolean last;
    synchronized (this) {
      users--;
      last = closed && users == 0;
    }
    if (last) {
      free.run();
    }
  }

  /** Frees now, or at the end of the last use. */
  void close() {
    boolean unused;
    synchronized (this) {
      unused = !closed && users == 0;
      closed = true;
    }
    if (unused) {
      free.run();
    }
  }
}
