// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Runs a task in eight threads at once. */
public final class EightThreads {
  private static final int COUNT = 8;

  private EightThreads() {}

  /**
   * The results in the order of the threads; throws what a task threw.
   *
   * @param task given the number of the thread, 0 to 7
   */
  public static <R> List<R> run(IntFunction<R> task) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(COUNT);
    CountDownLatch ready = new CountDownLatch(COUNT);
    try {
      List<Callable<R>> tasks = new ArrayList<>();
      for (int i = 0; i < COUNT; i++) {
        int thread = i;
        tasks.add(
            () -> {
              ready.countDown();
              ready.await();
              return task.apply(thread);
            });
      }
      List<R> results = new ArrayList<>();
      for (Future<R> future : pool.invokeAll(tasks)) {
        results.add(future.get());
      }
      return results;
    } finally {
      pool.shutdown();
    }
  }
}
