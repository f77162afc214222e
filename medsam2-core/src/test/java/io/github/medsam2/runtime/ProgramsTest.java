// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineException;
import io.github.medsam2.engine.EngineTensor;
import io.github.medsam2.engine.PreparedProgram;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.net.Sam2;
import io.github.medsam2.net.config.Networks;
import io.github.medsam2.ops.Program;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.testing.EightThreads;
import io.github.medsam2.testing.RuleWeights;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Programs are prepared when first needed, once, whoever else prepares, closes or fails. */
class ProgramsTest {
  private static final Sam2 NET = new Sam2(Networks.nano());

  /** An engine that only counts what it is asked to prepare and what is closed. */
  private static final class Counting implements Engine {
    final Queue<String> prepared = new ConcurrentLinkedQueue<>();
    final AtomicInteger open = new AtomicInteger();
    final Consumer<Program> before;

    Counting(Consumer<Program> before) {
      this.before = before;
    }

    @Override
    public String name() {
      return "counting";
    }

    @Override
    public PreparedProgram prepare(Program program, Weights weights) {
      before.accept(program);
      prepared.add(program.name());
      open.incrementAndGet();
      return new PreparedProgram() {
        @Override
        public Map<String, EngineTensor> run(Map<String, EngineTensor> inputs) {
          return Map.of();
        }

        @Override
        public void close() {
          open.decrementAndGet();
        }
      };
    }

    @Override
    public EngineTensor upload(HostTensor value) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }

  private static Programs programs(Engine engine) {
    return new Programs(engine, new RuleWeights(Networks.nano().keys(), 1));
  }

  @Test
  void manyThreadsGetTheSameProgram() throws Exception {
    Counting engine = new Counting(p -> {});
    Programs programs = programs(engine);
    List<PreparedProgram> ready = EightThreads.run(i -> programs.prepare(NET.look()));
    assertThat(ready).allSatisfy(r -> assertThat(r).isSameAs(ready.get(0)));
    assertThat(engine.prepared).hasSize(1);
  }

  /** What one thread prepares is no wait for another that wants something else. */
  @Test
  void aProgramDoesNotWaitForAnother() throws Exception {
    CountDownLatch others = new CountDownLatch(4);
    Counting engine =
        new Counting(
            p -> {
              if (p.equals(NET.encode())) {
                await(others);
              }
            });
    Programs programs = programs(engine);
    CompletableFuture<PreparedProgram> slow =
        CompletableFuture.supplyAsync(() -> programs.prepare(NET.encode()));
    for (Program p : List.of(NET.look(), NET.glance(), NET.remember(true), NET.condition(true))) {
      programs.prepare(p);
      others.countDown();
    }
    slow.get(10, SECONDS);
    assertThat(engine.prepared).hasSize(5).endsWith(NET.encode().name());
  }

  @Test
  void allAreReadyAfterwards() {
    Counting engine = new Counting(p -> {});
    Programs programs = programs(engine);
    programs.prepareAll(List.of(NET.encode(), NET.look(), NET.glance()));
    assertThat(engine.prepared)
        .containsExactlyInAnyOrder(NET.encode().name(), NET.look().name(), NET.glance().name());
    programs.prepareAll(List.of());
  }

  /** The others are not left on their way, and the next call tries again. */
  @Test
  void oneThatFailsIsTriedAgain() {
    AtomicInteger tries = new AtomicInteger();
    Counting engine =
        new Counting(
            p -> {
              if (p.equals(NET.look()) && tries.getAndIncrement() == 0) {
                throw new EngineException("program look", "memory", "none", "close something");
              }
            });
    Programs programs = programs(engine);
    List<Program> all = List.of(NET.encode(), NET.look(), NET.glance());
    assertThatThrownBy(() -> programs.prepareAll(all)).isInstanceOf(EngineException.class);
    assertThat(engine.prepared).containsExactlyInAnyOrder(NET.encode().name(), NET.glance().name());
    programs.prepareAll(all);
    assertThat(engine.prepared).hasSize(3).contains(NET.look().name());
  }

  @Test
  void whatIsPreparedWhileAModelClosesIsClosed() throws Exception {
    CountDownLatch preparing = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    Counting engine =
        new Counting(
            p -> {
              preparing.countDown();
              await(closed);
            });
    Programs programs = programs(engine);
    CompletableFuture<?> late =
        CompletableFuture.supplyAsync(() -> programs.prepare(NET.encode()))
            .handle(
                (ready, e) -> {
                  assertThat(e).hasCauseInstanceOf(InvalidInputException.class);
                  return null;
                });
    await(preparing);
    programs.end();
    programs.closeAll();
    closed.countDown();
    late.get(10, SECONDS);
    assertThat(engine.prepared).hasSize(1);
    assertThat(engine.open).hasValue(0);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
