// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.medsam2.server.http.Refusal;
import io.github.medsam2.server.watch.ServerObserver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ComputeQueueTest {
  private final List<String> done = new CopyOnWriteArrayList<>();
  private final Semaphore steps = new Semaphore(0);
  private final Semaphore begun = new Semaphore(0);

  /** Work whose every step waits to be let go. */
  private Work<String> work(String name, int count) {
    return new Work<>() {
      private int left = count;

      @Override
      public boolean step() {
        begun.release();
        steps.acquireUninterruptibly();
        done.add(name);
        left--;
        return left > 0;
      }

      @Override
      public String result() {
        return name;
      }
    };
  }

  private static CompletableFuture<String> ask(
      ComputeQueue queue, String owner, Work<String> work) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                answer.complete(queue.run(owner, work));
              } catch (RuntimeException e) {
                answer.completeExceptionally(e);
              }
            });
    thread.start();
    return answer;
  }

  private static void waitFor(ComputeQueue queue, int waiting) throws InterruptedException {
    for (int i = 0; i < 1000 && queue.waiting() != waiting; i++) {
      Thread.sleep(5);
    }
    assertThat(queue.waiting()).isEqualTo(waiting);
  }

  @Test
  void whatCannotBeClosedEndsNobodyElsesWork() throws Exception {
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    CompletableFuture<Throwable> told = new CompletableFuture<>();
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> told.complete(failure));
    try (ComputeQueue queue = new ComputeQueue(16, ServerObserver.NONE)) {
      queue.retire(
          "a",
          () -> Refusal.wrong("a", "b", "c"),
          () -> {
            throw new IllegalStateException("cannot be closed");
          });
      steps.release();
      assertThat(ask(queue, "b", work("b", 1)).get(20, TimeUnit.SECONDS)).isEqualTo("b");
      assertThat(told.get(20, TimeUnit.SECONDS)).hasMessage("cannot be closed");
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
  }

  @Test
  void clicksGoFirstAndPropagationsTakeTurns() throws Exception {
    try (ComputeQueue queue = new ComputeQueue(16, ServerObserver.NONE)) {
      CompletableFuture<String> a = ask(queue, "a", work("a", 3));
      begun.acquire();
      CompletableFuture<String> b = ask(queue, "b", work("b", 2));
      waitFor(queue, 1);
      CompletableFuture<String> c = ask(queue, "c", work("c", 1));
      waitFor(queue, 2);
      steps.release(100);
      assertThat(List.of(a.get(), b.get(), c.get())).containsExactly("a", "b", "c");
      assertThat(done).containsExactly("a", "b", "c", "a", "b", "a");
    }
  }

  @Test
  void aNewerClickReplacesTheOneThatWaits() throws Exception {
    try (ComputeQueue queue = new ComputeQueue(16, ServerObserver.NONE)) {
      CompletableFuture<String> first = ask(queue, "a", work("first", 1));
      begun.acquire();
      CompletableFuture<String> second = ask(queue, "a", work("second", 1));
      waitFor(queue, 1);
      CompletableFuture<String> third = ask(queue, "a", work("third", 1));
      assertThat(status(second)).isEqualTo(409);
      steps.release(100);
      assertThat(first.get() + third.get()).isEqualTo("firstthird");
    }
  }

  @Test
  void whatIsFullOrEndedIsRefused() throws Exception {
    ComputeQueue queue = new ComputeQueue(1, ServerObserver.NONE);
    CompletableFuture<String> running = ask(queue, "a", work("a", 9));
    begun.acquire();
    CompletableFuture<String> waiting = ask(queue, "b", work("b", 1));
    waitFor(queue, 1);
    assertThat(status(ask(queue, "c", work("c", 1)))).isEqualTo(503);
    CompletableFuture<String> chore = new CompletableFuture<>();
    queue.retire("a", () -> new Refusal(410, "s", "x", "y", "z"), () -> chore.complete("freed"));
    assertThat(status(running)).isEqualTo(410);
    steps.release(100);
    assertThat(chore.get(60, TimeUnit.SECONDS)).isEqualTo("freed");
    assertThat(waiting.get()).isEqualTo("b");
    queue.drain(Duration.ofSeconds(1));
    queue.close();
    assertThatExceptionOfType(Refusal.class).isThrownBy(() -> queue.run("d", work("d", 1)));
  }

  private static int status(CompletableFuture<String> answer) throws Exception {
    try {
      throw new AssertionError(answer.get(60, TimeUnit.SECONDS));
    } catch (java.util.concurrent.ExecutionException e) {
      return ((Refusal) java.util.Objects.requireNonNull(e.getCause())).status();
    }
  }
}
