// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineException;
import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.engine.Engines;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * An engine that is opened while the caller reads weights: loading native libraries and reading a
 * file wait for different things. It is always waited for, so that no file is left half unpacked
 * when the program ends because of what was read.
 */
final class EngineOpening {
  private final FutureTask<Engine> task;

  private EngineOpening(FutureTask<Engine> task) {
    this.task = task;
  }

  /** Begins in a thread of its own, which sees what the caller's class loaders see. */
  static EngineOpening begin(ModelOptions options, EngineOptions chosen) {
    String name = options.engineName();
    EngineOpening opening =
        new EngineOpening(
            new FutureTask<>(
                () -> name == null ? Engines.open(chosen) : Engines.open(name, chosen)));
    Thread thread = new Thread(opening.task, "medsam2-engine");
    thread.setDaemon(true);
    thread.start();
    return opening;
  }

  /** The engine, or why there is none. */
  Engine engine() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true; // opening takes a second at most, and is not half done
        }
      }
    } catch (ExecutionException e) {
      throw thrown(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** What opening threw, as it was. */
  private static RuntimeException thrown(ExecutionException e) {
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    return e.getCause() instanceof RuntimeException r
        ? r
        : new EngineException(
            "engine", "to open", String.valueOf(e.getCause()), "see its cause", e);
  }

  /** Nobody needs it any more; returns when it is closed, or could not be opened. */
  void discard() {
    try {
      engine().close();
    } catch (RuntimeException e) {
      return; // what made it needless is the failure to tell
    }
  }
}
