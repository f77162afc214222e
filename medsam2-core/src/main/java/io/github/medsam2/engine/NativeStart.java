// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * How an engine starts its native code inside somebody's program. Part of the service interface.
 *
 * <p>The start runs in a thread of its own: DJL looks services and files up by the context class
 * loader, which is the host's business in the caller's thread, and an interrupt of the caller would
 * leave classes behind that can never be initialised again. All callers wait for the one start;
 * what it returned is kept. Thread-safe.
 *
 * @param <T> what the start returns
 */
public final class NativeStart<T> {
  /**
   * One object for all copies of this class in a JVM, as literals are: properties are the JVM's.
   */
  private static final Object JVM = "io.github.medsam2 starts native code";

  private final StartFailure failure;
  private final Callable<T> start;
  private @Nullable FutureTask<T> attempt;
  private @Nullable Throwable first;

  /**
   * @param failure explains why a start failed
   * @param start loads the native code
   */
  public NativeStart(StartFailure failure, Callable<T> start) {
    this.failure = failure;
    this.start = start;
  }

  /**
   * What the start returned; the first call starts.
   *
   * @param loader finds the engine's classes, natives and services
   * @param properties system properties while it starts; those that are set already stay as they
   *     are, and afterwards all are as they were
   * @throws EngineException when it cannot start; the next call tries again
   */
  public T get(ClassLoader loader, Map<String, String> properties) {
    FutureTask<T> task = attempt(loader, properties);
    try {
      return await(task);
    } catch (ExecutionException e) {
      throw failure.explain(forget(task, e.getCause() == null ? e : e.getCause()));
    }
  }

  /** Looks for something in this thread as a start would, with its loader and its properties. */
  public static <R> R look(ClassLoader loader, Map<String, String> properties, Callable<R> action)
      throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return withProperties(properties, action);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private synchronized FutureTask<T> attempt(ClassLoader loader, Map<String, String> properties) {
    if (attempt == null) {
      FutureTask<T> task = new FutureTask<>(() -> withProperties(properties, start));
      Thread thread = new Thread(null, task, "medsam2-engine-start", 0, false);
      thread.setDaemon(true);
      thread.setContextClassLoader(loader);
      thread.start();
      attempt = task;
    }
    return attempt;
  }

  /** The next call tries again. A class that stays broken says why only the first time. */
  private synchronized Throwable forget(FutureTask<T> task, Throwable cause) {
    if (attempt == task) {
      attempt = null;
    }
    if (first == null || !StartFailure.isRepetition(cause)) {
      first = cause;
    }
    return first;
  }

  private static <T> T await(FutureTask<T> task) throws ExecutionException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true; // a start takes seconds at most, and others wait for it too
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static <T> T withProperties(Map<String, String> properties, Callable<T> action)
      throws Exception {
    synchronized (JVM) {
      List<String> added = new ArrayList<>();
      properties.forEach(
          (name, value) -> {
            if (System.getProperties().putIfAbsent(name, value) == null) {
              added.add(name);
            }
          });
      try {
        return action.call();
      } finally {
        added.forEach(System::clearProperty);
      }
    }
  }
}
