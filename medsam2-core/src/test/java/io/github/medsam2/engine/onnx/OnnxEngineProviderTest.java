// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineException;
import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.engine.Engines;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.ops.Program.Port;
import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import io.github.medsam2.testing.LambdaProgram;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxEngineProviderTest {

  @Test
  void isTheDefault() {
    try (Engine engine = Engines.open(Runs.ONE_THREAD)) {
      assertThat(engine.name()).isEqualTo("onnx");
    }
  }

  /** DJL must not look for PyTorch, unless the user said so. */
  @Test
  void startsNoOtherEngine() {
    Runs.engine().close();
    assertThat(System.getProperty("ai.djl.onnx.disable_alternative")).isEqualTo("true");
  }

  /** Loads the library with neither DJL nor ONNX Runtime beside it. */
  @Test
  void absentLibrariesAreNamed() throws Exception {
    URL classes = Engines.class.getProtectionDomain().getCodeSource().getLocation();
    try (URLClassLoader alone =
        new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
      Object provider =
          alone
              .loadClass(OnnxEngineProvider.class.getName())
              .getDeclaredConstructor()
              .newInstance();
      Object reason = provider.getClass().getMethod("unavailableBecause").invoke(provider);
      assertThat((String) reason)
          .contains("ai.djl.onnxruntime:onnxruntime-engine")
          .contains("com.microsoft.onnxruntime:onnxruntime");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gpu", "gpu:-1", "gpu:1234", "cuda:0", "CPU"})
  void otherDevicesAreRefused(String device) {
    EngineOptions options = EngineOptions.DEFAULT.withDevice(device);
    assertThatThrownBy(() -> new OnnxEngineProvider().open(options))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("gpu:0");
  }

  /** The runtime on the class path of the tests has no CUDA. */
  @Test
  void anAbsentGpuSaysWhatToAdd() {
    EngineOptions options = EngineOptions.DEFAULT.withDevice("gpu:0");
    assertThatThrownBy(() -> new OnnxEngineProvider().open(options))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("com.microsoft.onnxruntime:onnxruntime_gpu");
  }

  @Test
  void preparingLeavesNoFolderBehind() throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    LambdaProgram program =
        LambdaProgram.of(List.of(Port.floats("x", 1)), (ops, in) -> ops.relu(in.get("x")));
    try (Engine engine = Runs.engine()) {
      Set<Path> before = folders(temporary);
      for (int i = 0; i < 5; i++) {
        engine.prepare(program, MapWeights.NONE).close();
      }
      Set<Path> left = folders(temporary);
      left.removeAll(before);
      // Another JVM of the build may be preparing just now; it takes its own away when it has.
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (left.stream().anyMatch(Files::exists) && System.nanoTime() < deadline) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
      assertThat(left).noneMatch(Files::exists);
    }
  }

  private static Set<Path> folders(Path temporary) throws IOException {
    try (Stream<Path> list = Files.list(temporary)) {
      return list.filter(p -> p.getFileName().toString().startsWith("ort-model"))
          .collect(Collectors.toCollection(HashSet::new));
    }
  }

  @Test
  void otherElementTypesCannotBeUploaded() {
    try (Engine engine = Runs.engine()) {
      for (DType dtype : DType.values()) {
        if (dtype != DType.FLOAT32 && dtype != DType.INT64) {
          HostTensor value = HostTensor.zeros(dtype, Shape.of(2));
          assertThatThrownBy(() -> engine.upload(value)).isInstanceOf(EngineException.class);
        }
      }
    }
  }

  /** Failures of the runtime come in one line of the library's own words. */
  @Test
  void aFailedRunSaysWhereAndWhy() {
    LambdaProgram program =
        LambdaProgram.of(
            List.of(Port.floats("a", Shape.ANY, 2), Port.floats("b", Shape.ANY, 2)),
            (ops, in) -> ops.add(in.get("a"), in.get("b")));
    Map<String, HostTensor> inputs = Map.of("a", Runs.random(1, 3, 2), "b", Runs.random(1, 4, 2));
    try (Engine engine = Runs.engine()) {
      assertThatThrownBy(() -> Runs.run(engine, program, MapWeights.NONE, inputs))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("program test")
          .hasMessageContaining("(3, 2)")
          .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1))
          .hasCauseInstanceOf(RuntimeException.class);
    }
  }

  /** A wiring fault is found while the graph is written, with the operation's name. */
  @Test
  void operationsCheckTheirShapes() {
    try (Engine engine = Runs.engine()) {
      refused(engine, "linear", (ops, x) -> ops.linear(x, ops.permute(x, 1, 0), null));
      refused(engine, "matmul", (ops, x) -> ops.matmul(x, x));
      refused(engine, "attention", (ops, x) -> ops.attention(x, x, x, 2, null));
      refused(engine, "conv2d", (ops, x) -> ops.conv2d(x, x, null, 1, 0, 1));
      refused(engine, "layerNorm2d", (ops, x) -> ops.layerNorm2d(x, x, x, 0));
      refused(engine, "reshape", (ops, x) -> ops.reshape(x, 7));
      refused(engine, "reshape", (ops, x) -> ops.reshape(x, -1, -1));
      refused(engine, "reshape", (ops, x) -> ops.reshape(x, 2, 3, 0));
      refused(engine, "permute", (ops, x) -> ops.permute(x, 0, 0));
      refused(engine, "concat", (ops, x) -> ops.concat(2, List.of(x, x)));
      refused(engine, "concat", (ops, x) -> ops.concat(0, List.of()));
      refused(engine, "slice", (ops, x) -> ops.slice(x, 1, 2, 4));
      refused(engine, "slice", (ops, x) -> ops.slice(x, 1, 2, 1));
      refused(engine, "gather", (ops, x) -> ops.gather(x, x));
      refused(engine, "maxPool2x2ChannelsLast", (ops, x) -> ops.maxPool2x2ChannelsLast(x));
    }
  }

  private static void refused(
      Engine engine, String operation, BiFunction<Ops<Object>, Object, Object> body) {
    LambdaProgram program =
        LambdaProgram.of(
            List.of(Port.floats("x", 2, 3)), (ops, in) -> body.apply(ops, in.get("x")));
    assertThatThrownBy(() -> engine.prepare(program, MapWeights.NONE))
        .isInstanceOf(MedSam2Exception.class)
        .hasMessageContaining("program test")
        .hasMessageContaining("operation " + operation);
  }
}
