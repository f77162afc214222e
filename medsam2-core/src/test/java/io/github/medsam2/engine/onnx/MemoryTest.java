// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineTensor;
import io.github.medsam2.engine.PreparedProgram;
import io.github.medsam2.ops.Program;
import io.github.medsam2.ops.Program.Port;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import io.github.medsam2.testing.LambdaProgram;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemoryTest {
  private static final Program DOUBLED =
      LambdaProgram.of(
          List.of(Port.floats("x", Shape.ANY, 64)), (ops, in) -> ops.affine(in.get("x"), 2, 1));

  /**
   * 20,000 uploads, runs and outputs of 25 to 100 KB: 2.6 GB pass through native memory, of which
   * less than a twentieth may stay (most of that the JVM's own), and nothing on the heap.
   */
  @Test
  void uploadsAndRunsLeaveNothingBehind() throws Exception {
    HostTensor[] inputs = new HostTensor[4];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = Runs.random(i, 100L * (i + 1), 64);
    }
    try (Engine engine = Runs.engine();
        PreparedProgram program = engine.prepare(DOUBLED, MapWeights.NONE)) {
      runs(engine, program, inputs, 2_000);
      long heap = usedHeapKib();
      long resident = ResidentMemory.mib();
      runs(engine, program, inputs, 20_000);
      assertThat(ResidentMemory.mib() - resident).as("resident MiB").isLessThan(128);
      assertThat(usedHeapKib() - heap).as("heap KiB").isLessThan(1024);
    }
  }

  private static long usedHeapKib() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) / 1024;
  }

  private static void runs(Engine engine, PreparedProgram program, HostTensor[] inputs, int count) {
    for (int i = 0; i < count; i++) {
      HostTensor value = inputs[i % inputs.length];
      try (EngineTensor x = engine.upload(value);
          EngineTensor y = program.run(Map.of("x", x)).get("y")) {
        if (i % 100 == 0) {
          int last = (int) value.shape().count() - 1;
          assertThat(y.toHost().floats().get(last)).isEqualTo(value.floats().get(last) * 2 + 1);
        }
      }
    }
  }

  /** 300 tensors of 1 MB that nobody closed go with their engine. */
  @Test
  void closingTheEngineFreesWhatWasForgotten() throws Exception {
    HostTensor value = Runs.random(1, 4096, 64);
    forgetful(value, 30);
    long before = ResidentMemory.mib();
    for (int i = 0; i < 10; i++) {
      forgetful(value, 30);
    }
    assertThat(ResidentMemory.mib() - before).isLessThan(150);
  }

  @SuppressWarnings("resource") // the point of the test
  private static void forgetful(HostTensor value, int count) {
    try (Engine engine = Runs.engine()) {
      PreparedProgram program = engine.prepare(DOUBLED, MapWeights.NONE);
      EngineTensor x = engine.upload(value);
      for (int i = 0; i < count; i++) {
        program.run(Map.of("x", x));
      }
    }
  }
}
