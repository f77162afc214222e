// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineException;
import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.engine.EngineTensor;
import io.github.medsam2.engine.Engines;
import io.github.medsam2.engine.PreparedProgram;
import io.github.medsam2.engine.contract.MapWeights;
import io.github.medsam2.engine.torch.Programs.OneWeight;
import io.github.medsam2.engine.torch.Programs.Same;
import io.github.medsam2.engine.torch.Programs.Spy;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.ops.Program;
import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong use is an exception that explains itself, never a crash of the JVM. */
class TorchMisuseTest {
  private static final EngineOptions ONE_THREAD = EngineOptions.DEFAULT.withThreads(1);

  private Engine engine;

  @BeforeEach
  void open() {
    engine = Engines.open("torch", ONE_THREAD);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void failuresOfARunNameTheProgram() {
    PreparedProgram misshapen = engine.prepare(new Spy(() -> {}, 7), Programs.NO_WEIGHTS);
    assertThatThrownBy(() -> misshapen.run(Map.of()))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("program spy")
        .hasCauseInstanceOf(RuntimeException.class);
    PreparedProgram unweighted = engine.prepare(new OneWeight(), Programs.NO_WEIGHTS);
    assertThatThrownBy(() -> unweighted.run(Map.of()))
        .isInstanceOf(MedSam2Exception.class)
        .hasMessageContaining("key w");
    HostTensor ints = HostTensor.zeros(DType.INT32, Shape.of(3));
    PreparedProgram integer =
        engine.prepare(new OneWeight(), MapWeights.inMemory(Map.of("w", ints)));
    assertThatThrownBy(() -> integer.run(Map.of()))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("weight w in memory");
    assertThatThrownBy(() -> engine.upload(ints))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("INT32");
  }

  @Test
  void useAfterClosingIsAnErrorAndClosingTwiceIsNot() {
    HostTensor value = HostTensor.of(new float[2], 2);
    Program same = new Same(Shape.of(2));
    Weights none = Programs.NO_WEIGHTS;
    EngineTensor closed = engine.upload(value);
    closed.close();
    closed.close();
    EngineTensor open = engine.upload(value);
    PreparedProgram program = engine.prepare(same, none);
    PreparedProgram ended = engine.prepare(same, none);
    ended.close();
    ended.close();
    refuses(closed::toHost);
    refuses(() -> program.run(Map.of("x", closed)));
    refuses(() -> ended.run(Map.of("x", open)));
    engine.close();
    engine.close();
    refuses(open::toHost);
    refuses(() -> engine.upload(value));
    refuses(() -> engine.prepare(same, none));
    refuses(() -> program.run(Map.of("x", open)));
    assertThatCode(open::close).doesNotThrowAnyException();
    assertThatCode(program::close).doesNotThrowAnyException();
    assertThat(open.shape()).isEqualTo(Shape.of(2));
  }

  private static void refuses(Runnable use) {
    assertThatThrownBy(use::run)
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("a closed one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpu:0", "gpu", "tpu", "gpu:-1", "gpu:9999999999", ""})
  void absentDevicesAreErrors(String device) {
    boolean first = device.equals("gpu") || device.equals("gpu:0");
    assumeFalse(first && PyTorchLibraries.load().getGpuCount() > 0, "a CUDA device is here");
    assertThatThrownBy(() -> Engines.open("torch", ONE_THREAD.withDevice(device)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("engine torch");
  }

  @Test
  void closingATensorDuringARunDoesNotDisturbTheRun() {
    EngineTensor x = engine.upload(HostTensor.of(new float[] {1, 2}, 2));
    PreparedProgram program = engine.prepare(new Same(Shape.of(2), x::close), Programs.NO_WEIGHTS);
    try (EngineTensor y = program.run(Map.of("x", x)).get("x")) {
      assertThat(y.toHost().toFloatArray()).containsExactly(1, 2);
    }
  }

  @Test
  void closingTheEngineWithinARunIsRefusedInsteadOfWaitingForEver() {
    PreparedProgram program = engine.prepare(new Spy(engine::close), Programs.NO_WEIGHTS);
    assertThatThrownBy(() -> program.run(Map.of()))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("a call within one");
  }

  @Test
  void closingTheEngineWaitsForARun() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    PreparedProgram program =
        engine.prepare(
            new Spy(
                () -> {
                  started.countDown();
                  await(mayEnd);
                }),
            Programs.NO_WEIGHTS);
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      Future<Map<String, EngineTensor>> run = pool.submit(() -> program.run(Map.of()));
      await(started);
      Future<?> closing = pool.submit(engine::close);
      assertThatThrownBy(() -> closing.get(50, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      mayEnd.countDown();
      closing.get(10, TimeUnit.SECONDS);
      EngineTensor out = run.get(10, TimeUnit.SECONDS).get("one");
      refuses(out::toHost);
    } finally {
      mayEnd.countDown();
      pool.shutdown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
