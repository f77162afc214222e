// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineException;
import io.github.medsam2.engine.EngineTensor;
import io.github.medsam2.engine.PreparedProgram;
import io.github.medsam2.ops.Program;
import io.github.medsam2.ops.Program.Port;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import io.github.medsam2.testing.LambdaProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ConcurrencyTest {
  private static final int THREADS = 8;

  /** Subtracts, so that swapped inputs would show. */
  private static final Program DIFFERENCE =
      LambdaProgram.of(
          List.of(Port.floats("a", Shape.ANY, 16), Port.floats("b", Shape.ANY, 16)),
          (ops, in) -> ops.sub(in.get("a"), in.get("b")));

  private static void inThreads(Callable<?> work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> futures = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        futures.add(pool.submit(work));
      }
      for (Future<?> future : futures) {
        future.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  /** The same two tensors in both orders, and outputs of one run as inputs of the next. */
  @Test
  void tensorsAreSharedBetweenThreads() throws Exception {
    try (Engine engine = Runs.engine();
        PreparedProgram program = engine.prepare(DIFFERENCE, MapWeights.NONE);
        EngineTensor a = engine.upload(Runs.random(1, 7, 16));
        EngineTensor b = engine.upload(Runs.random(2, 7, 16));
        EngineTensor forth = program.run(Map.of("a", a, "b", b)).get("y");
        EngineTensor back = program.run(Map.of("a", b, "b", a)).get("y");
        EngineTensor twice = program.run(Map.of("a", forth, "b", back)).get("y")) {
      HostTensor expected = twice.toHost();
      inThreads(
          () -> {
            for (int i = 0; i < 200; i++) {
              try (EngineTensor x = program.run(Map.of("a", a, "b", b)).get("y");
                  EngineTensor y = program.run(Map.of("a", b, "b", a)).get("y");
                  EngineTensor z = program.run(Map.of("a", x, "b", y)).get("y")) {
                assertThat(z.toHost()).isEqualTo(expected);
              }
            }
            return null;
          });
    }
  }

  /** Whoever closes too early gives others an exception, never a crash or a wrong number. */
  @Test
  void closingDuringRunsEndsThemInOrder() throws Exception {
    for (int what = 0; what < 3; what++) {
      Engine engine = Runs.engine();
      PreparedProgram program = engine.prepare(DIFFERENCE, MapWeights.NONE);
      EngineTensor a = engine.upload(Runs.random(1, 64, 16));
      AutoCloseable[] targets = {engine, program, a};
      AutoCloseable target = targets[what];
      CountDownLatch running = new CountDownLatch(THREADS);
      AtomicInteger refused = new AtomicInteger();
      inThreads(
          () -> {
            running.countDown();
            try {
              for (int i = 0; true; i++) {
                runOnce(engine, program, a);
                if (i == 20 && running.getCount() == 0) {
                  target.close();
                }
              }
            } catch (EngineException e) {
              assertThat(e).hasMessageContaining("closed");
              refused.incrementAndGet();
            }
            return null;
          });
      assertThat(refused).hasValue(THREADS);
      engine.close();
    }
  }

  private static void runOnce(Engine engine, PreparedProgram program, EngineTensor a) {
    try (EngineTensor b = engine.upload(Runs.random(2, 64, 16));
        EngineTensor y = program.run(Map.of("a", a, "b", b)).get("y")) {
      assertThat(y.toHost().shape()).isEqualTo(Shape.of(64, 16));
    }
  }
}
