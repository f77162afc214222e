// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.batch;

import io.github.medsam2.batch.manifest.Manifest;
import io.github.medsam2.batch.run.CaseRunner;
import io.github.medsam2.batch.run.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Once through the list, by one or more workers. */
final class BatchRun {
  private final CaseRunner runner;
  private final Supplier<Optional<Manifest.Line>> lines;
  private final long total;
  private final Predicate<BatchProgress> goOn;
  private final long begun = System.nanoTime();
  private long seen;
  private long worked;
  private long failed;
  private boolean mayPass;
  private boolean stopped;

  BatchRun(
      CaseRunner runner,
      Supplier<Optional<Manifest.Line>> lines,
      long total,
      Predicate<BatchProgress> goOn) {
    this.runner = runner;
    this.lines = lines;
    this.total = total;
    this.goOn = goOn;
  }

  /** Whether it came to the end, and was not stopped. */
  boolean all(int workers) {
    if (workers == 1) {
      work();
      return !stopped;
    }
    ExecutorService pool = Executors.newFixedThreadPool(workers);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        all.add(pool.submit(this::work));
      }
      all.forEach(BatchRun::await);
      return !stopped;
    } finally {
      pool.shutdownNow();
    }
  }

  /** Whether a case failed that is worth another try. */
  boolean mayPass() {
    return mayPass;
  }

  private void work() {
    for (Optional<Manifest.Line> line = next(); line.isPresent(); line = next()) {
      told(runner.run(line.get()));
    }
  }

  private synchronized Optional<Manifest.Line> next() {
    return stopped ? Optional.empty() : lines.get();
  }

  private synchronized void told(Outcome outcome) {
    seen++;
    if (outcome instanceof Outcome.Failed f) {
      failed++;
      mayPass |= !f.failure().quarantined();
    }
    worked += outcome instanceof Outcome.Already ? 0 : 1;
    stopped |= !goOn.test(new BatchProgress(outcome, seen, total, failed, left()));
  }

  private Optional<Duration> left() {
    long nanos = System.nanoTime() - begun;
    return worked == 0
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(nanos / worked * Math.max(0, total - seen)));
  }

  private static void await(Future<?> worker) {
    try {
      worker.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted; started again the batch goes on", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException r) {
        throw r;
      } else if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
