// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.pytorch.jni.JniUtils;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.engine.EngineTensor;
import io.github.medsam2.engine.Engines;
import io.github.medsam2.engine.PreparedProgram;
import io.github.medsam2.engine.contract.MapWeights;
import io.github.medsam2.engine.torch.Programs.OneWeight;
import io.github.medsam2.engine.torch.Programs.Same;
import io.github.medsam2.engine.torch.Programs.Spy;
import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TorchEngineTest {
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
  void uploadsComeBackAsTheyWere() {
    float[] floats = {0f, -0f, 1e-38f, Float.MAX_VALUE, Float.NaN, Float.NEGATIVE_INFINITY};
    long[] longs = {Long.MIN_VALUE, 0, Long.MAX_VALUE};
    for (HostTensor value :
        List.of(
            HostTensor.of(floats, 3, 1, 2),
            HostTensor.of(longs, 3),
            HostTensor.of(new float[] {5}),
            HostTensor.of(new float[0], 2, 0))) {
      try (EngineTensor tensor = engine.upload(value)) {
        assertThat(tensor.shape()).isEqualTo(value.shape());
        assertThat(tensor.toHost()).isEqualTo(value);
      }
    }
  }

  @Test
  void uploadsAreCopies() {
    HostTensor value = HostTensor.of(new float[] {1, 2}, 2);
    try (EngineTensor tensor = engine.upload(value)) {
      value.floats().put(0, 9);
      tensor.toHost().floats().put(1, 9);
      assertThat(tensor.toHost().toFloatArray()).containsExactly(1, 2);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = DType.class,
      names = {"FLOAT32", "FLOAT64", "FLOAT16", "BFLOAT16"})
  void weightsOfEveryFloatingTypeAreReadAsFloat32(DType dtype) {
    for (boolean direct : new boolean[] {false, true}) {
      Weights weights = MapWeights.inMemory(Map.of("w", stored(dtype, direct)));
      try (PreparedProgram program = engine.prepare(new OneWeight(), weights);
          EngineTensor out = program.run(Map.of()).get("w")) {
        assertThat(out.toHost().toFloatArray()).containsExactly(1, -0.5f, 96);
      }
    }
  }

  /** 1, -0.5 and 96: exact in every format. */
  private static HostTensor stored(DType dtype, boolean direct) {
    int bytes = 3 * dtype.bytes();
    ByteBuffer data = direct ? ByteBuffer.allocateDirect(bytes) : ByteBuffer.allocate(bytes);
    data.order(ByteOrder.LITTLE_ENDIAN);
    short[] half = {0x3c00, (short) 0xb800, 0x5600};
    float[] single = {1, -0.5f, 96};
    for (int i = 0; i < 3; i++) {
      switch (dtype) {
        case FLOAT32 -> data.putFloat(single[i]);
        case FLOAT64 -> data.putDouble(single[i]);
        case FLOAT16 -> data.putShort(half[i]);
        default -> data.putShort((short) (Float.floatToIntBits(single[i]) >> 16));
      }
    }
    return new HostTensor(Shape.of(3), dtype, data.flip());
  }

  @Test
  void directWeightsAreNotCopiedUnlessMisaligned() {
    ByteBuffer memory = ByteBuffer.allocateDirect(64).order(ByteOrder.nativeOrder());
    for (int offset = 0; offset < 2; offset++) {
      memory.putFloat(offset, 3);
      HostTensor weight = new HostTensor(Shape.of(1), DType.FLOAT32, memory.slice(offset, 4));
      PreparedProgram program =
          engine.prepare(new OneWeight(), MapWeights.inMemory(Map.of("w", weight)));
      run(program, "w");
      memory.putFloat(offset, 4);
      assertThat(run(program, "w")).containsExactly(offset == 0 ? 4 : 3);
    }
  }

  @Test
  void weightsMappedFromAFileAreReadInPlace() throws IOException {
    Path file = Files.createTempFile("weights", ".bin");
    file.toFile().deleteOnExit();
    float[] values = Eager.randomHost(1, 70_000).toFloatArray();
    ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.position(4).asFloatBuffer().put(values);
    Files.write(file, bytes.array());
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, 4, 4L * values.length);
      HostTensor weight = new HostTensor(Shape.of(values.length), DType.FLOAT32, mapped);
      PreparedProgram program =
          engine.prepare(new OneWeight(), MapWeights.inMemory(Map.of("w", weight)));
      assertThat(run(program, "w")).containsExactly(values);
    }
  }

  @Test
  void eightThreadsGetTheSameNumbers() throws Exception {
    try (PreparedProgram program = engine.prepare(new BlockProgram(), BlockProgram.weights())) {
      List<float[]> alone = IntStream.range(0, 8).mapToObj(i -> block(program, i)).toList();
      ExecutorService pool = Executors.newFixedThreadPool(8);
      try {
        List<Callable<Boolean>> tasks =
            IntStream.range(0, 8)
                .<Callable<Boolean>>mapToObj(
                    i ->
                        () -> {
                          for (int run = 0; run < 50; run++) {
                            assertThat(block(program, i)).containsExactly(alone.get(i));
                          }
                          return true;
                        })
                .toList();
        for (Future<Boolean> result : pool.invokeAll(tasks)) {
          assertThat(result.get()).isTrue();
        }
      } finally {
        pool.shutdown();
      }
    }
  }

  private float[] block(PreparedProgram program, int seed) {
    try (EngineTensor x = engine.upload(Eager.randomHost(seed, 1, 3 + seed, BlockProgram.WIDTH));
        EngineTensor rows = engine.upload(HostTensor.of(new long[] {4, seed % 5, 0}, 1, 3))) {
      Map<String, EngineTensor> outputs = program.run(Map.of("x", x, "rows", rows));
      assertThat(outputs.keySet()).containsExactly("y", "x", "b");
      float[] y = outputs.get("y").toHost().toFloatArray();
      outputs.values().forEach(EngineTensor::close);
      return y;
    }
  }

  @Test
  void aResultOutlivesTheInputItIsAndTheProgram() {
    EngineTensor x = engine.upload(HostTensor.of(new float[] {1, 2}, 2));
    PreparedProgram program = engine.prepare(new Same(Shape.of(2)), Programs.NO_WEIGHTS);
    EngineTensor y = program.run(Map.of("x", x)).get("x");
    x.close();
    program.close();
    assertThat(y.toHost().toFloatArray()).containsExactly(1, 2);
  }

  @Test
  void aRunLeavesTheThreadAsItWas() {
    PreparedProgram program =
        engine.prepare(
            new OneWeight(), MapWeights.inMemory(Map.of("w", stored(DType.FLOAT32, false))));
    boolean gradients = JniUtils.isGradMode();
    int threads = JniUtils.getNumThreads();
    try {
      JniUtils.setGradMode(true);
      JniUtils.setNumThreads(3);
      run(program, "w");
      assertThat(JniUtils.isGradMode()).isTrue();
      assertThat(JniUtils.getNumThreads()).isEqualTo(3);
    } finally {
      JniUtils.setGradMode(gradients);
      JniUtils.setNumThreads(threads);
    }
  }

  @Test
  void aRunUsesTheThreadsOfTheOptions() throws Exception {
    int[] seen = new int[1];
    try (Engine two = Engines.open("torch", EngineOptions.DEFAULT.withThreads(2))) {
      PreparedProgram program =
          two.prepare(new Spy(() -> seen[0] = JniUtils.getNumThreads()), Programs.NO_WEIGHTS);
      Thread thread = new Thread(() -> program.run(Map.of()).values().forEach(EngineTensor::close));
      thread.start();
      thread.join();
    }
    assertThat(seen[0]).isEqualTo(2);
  }

  private static float[] run(PreparedProgram program, String output) {
    try (EngineTensor out = program.run(Map.of()).get(output)) {
      return out.toHost().toFloatArray();
    }
  }
}
