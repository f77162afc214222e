// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.onnx;

import static io.github.medsam2.engine.onnx.Arithmetic.assertClose;
import static io.github.medsam2.engine.onnx.Arithmetic.at;
import static io.github.medsam2.engine.onnx.Arithmetic.make;
import static io.github.medsam2.engine.onnx.Arithmetic.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.medsam2.checkpoint.StoredTensor;
import io.github.medsam2.checkpoint.StoredTensor.FileRegion;
import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineException;
import io.github.medsam2.engine.PreparedProgram;
import io.github.medsam2.ops.Program;
import io.github.medsam2.ops.Program.Port;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.testing.LambdaProgram;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExternalWeightsTest {
  private static final int SIZE = 1024;

  @TempDir private Path folder;

  /** Writes tensors one after the other behind some bytes of another kind, at odd offsets. */
  private static MapWeights write(Path file, Map<String, HostTensor> tensors) throws IOException {
    Map<String, StoredTensor> stored = new LinkedHashMap<>();
    try (var out = Files.newOutputStream(file)) {
      long offset = 13;
      out.write(new byte[(int) offset]);
      for (var entry : tensors.entrySet()) {
        ByteBuffer data = entry.getValue().data();
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        out.write(bytes);
        FileRegion region = new FileRegion(file, offset, bytes.length);
        stored.put(entry.getKey(), new StoredTensor(entry.getValue(), region));
        offset += bytes.length;
      }
    }
    return new MapWeights(stored);
  }

  private static Map<String, HostTensor> matrices() {
    return Map.of("a", Runs.random(1, SIZE, SIZE), "b", Runs.random(2, SIZE, SIZE));
  }

  private static Program product() {
    return LambdaProgram.of(
        List.of(Port.floats("x", 2, SIZE)),
        (ops, in) ->
            ops.linear(ops.linear(in.get("x"), ops.param("a"), null), ops.param("b"), null));
  }

  /** 8 MB of weights behind a graph of less than a kilobyte. */
  @Test
  void weightsStayInTheFile() throws IOException {
    MapWeights inFile = write(folder.resolve("model.pt"), matrices());
    assertThat(TracedProgram.of(product(), inFile, false).model().size()).isLessThan(1000);
    HostTensor x = Runs.random(3, 2, SIZE);
    try (Engine engine = Runs.engine()) {
      HostTensor y = Runs.run(engine, product(), inFile, Map.of("x", x)).get("y");
      HostTensor expected =
          Runs.run(engine, product(), MapWeights.of(matrices()), Map.of("x", x)).get("y");
      assertThat(y).isEqualTo(expected);
    }
  }

  @Test
  void aParameterOrConstantUsedTwiceIsStoredOnce() {
    HostTensor table = Runs.random(1, 50, 100);
    MapWeights weights = MapWeights.of(Map.of("w", table));
    Program program =
        LambdaProgram.of(
            List.of(Port.floats("x", 50, 100)),
            (ops, in) -> {
              Object y = ops.add(ops.add(in.get("x"), ops.param("w")), ops.param("w"));
              Object equal = ops.constant(Runs.random(2, 50, 100));
              return ops.add(ops.add(y, equal), ops.constant(Runs.random(2, 50, 100)));
            });
    long bytes = TracedProgram.of(program, weights, false).model().size();
    assertThat(bytes).isBetween(40_000L, 41_000L);
  }

  /** What depends on weights alone is computed when the program is prepared, not in each run. */
  @Test
  void expressionsOverWeightsAreFolded() throws IOException {
    HostTensor w = Runs.random(1, 6, 4);
    MapWeights inFile = write(folder.resolve("model.pt"), Map.of("w", w));
    HostTensor x = Runs.random(2, 3, 6);
    HostTensor expected =
        make(i -> sum(0, 6, k -> at(x, i[0], k) * at(w, k / 2 + k % 2 * 3, i[1])), 3, 4);
    Program program =
        LambdaProgram.of(
            List.of(Port.floats("x", 3, 6)),
            (ops, in) -> {
              Object rows = ops.permute(ops.reshape(ops.param("w"), 2, 3, 4), 1, 0, 2);
              return ops.linear(in.get("x"), ops.permute(ops.reshape(rows, 6, 4), 1, 0), null);
            });
    try (Engine engine = Runs.engine()) {
      assertClose(
          List.of(Runs.run(engine, program, inFile, Map.of("x", x)).get("y")), 1e-6, expected);
    }
  }

  /** Each of 60 programs copies 8 MB of weights into its own layout, and gives them back. */
  @Test
  void closedProgramsLeaveNothingBehind() throws IOException {
    MapWeights inFile = write(folder.resolve("model.pt"), matrices());
    try (Engine engine = new OnnxEngineProvider().open(Runs.ONE_THREAD.withPrepack(true))) {
      prepare(engine, inFile, 10);
      long before = ResidentMemory.mib();
      prepare(engine, inFile, 60);
      assertThat(ResidentMemory.mib() - before).isLessThan(64);
    }
  }

  private static void prepare(Engine engine, MapWeights weights, int times) {
    for (int i = 0; i < times; i++) {
      engine.prepare(product(), weights).close();
    }
  }

  /** A store of downloads may hold links to files elsewhere. */
  @Test
  void aLinkedFileIsFollowed() throws IOException {
    Path real = Files.createDirectory(folder.resolve("blobs")).resolve("8f3a");
    MapWeights inFile = write(real, matrices());
    Path link = folder.resolve("model.pt");
    try {
      Files.createSymbolicLink(link, real);
    } catch (IOException | UnsupportedOperationException e) {
      assumeTrue(false, "links cannot be made here");
    }
    Map<String, StoredTensor> linked = new LinkedHashMap<>();
    inFile
        .tensors()
        .forEach(
            (key, t) -> {
              FileRegion r = new FileRegion(link, t.region().offset(), t.region().length());
              linked.put(key, new StoredTensor(t.value(), r));
            });
    try (Engine engine = Runs.engine();
        PreparedProgram program = engine.prepare(product(), new MapWeights(linked))) {
      assertThat(program).isNotNull();
    }
  }

  @Test
  void aFileCutShortOrGoneIsReported() throws IOException {
    Path file = folder.resolve("model.pt");
    MapWeights inFile = write(file, matrices());
    try (Engine engine = Runs.engine()) {
      Files.write(file, new byte[1000]);
      assertThatThrownBy(() -> engine.prepare(product(), inFile))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("program test");
      Files.delete(file);
      assertThatThrownBy(() -> engine.prepare(product(), inFile))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("weights");
    }
  }
}
