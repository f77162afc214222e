// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.checkpoint.StoredTensor;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.PreparedProgram;
import io.github.medsam2.engine.reference.ReferenceEngine;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.ops.Program;
import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.HostTensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Parameters are float32 wherever they lie and however they are stored. */
public interface WeightsContract extends EngineUnderTest {

  /** Uses a table, a matrix, a kernel and a bias, and hands out the table as it is. */
  private static Program user() {
    return ProgramOf.named("user")
        .floats("x0", 2, 6)
        .output("table", (o, x) -> o.param("a.table"))
        .output("linear", (o, x) -> o.linear(x[0], o.param("a.weight"), o.param("a bias")))
        .output(
            "conv",
            (o, x) ->
                o.conv2d(
                    o.reshape(x[0], 1, 2, 2, 3), o.param("kernel"), o.param("a bias"), 1, 0, 1))
        .output("sum", (o, x) -> o.add(x[0], o.slice(o.param("a.table"), 0, 0, 2)))
        .output("scaled", (o, x) -> o.mul(x[0], o.param("scale")));
  }

  private static Map<String, HostTensor> values(DType dtype) {
    Map<String, HostTensor> values = new LinkedHashMap<>();
    values.put("a.table", StoredValues.awkward(dtype, 3, 6));
    values.put("scale", StoredValues.encode(dtype, Values.filled(0.375)));
    values.put("a.weight", StoredValues.encode(dtype, Values.normal(2, 4, 6)));
    values.put("kernel", StoredValues.encode(dtype, Values.normal(3, 4, 2, 1, 2)));
    values.put("a bias", StoredValues.encode(dtype, Values.normal(4, 4)));
    return values;
  }

  /** Every floating type, in memory and in files. */
  @TestFactory
  default Stream<DynamicTest> storedTypes(@TempDir Path folder) {
    return Stream.of(DType.FLOAT32, DType.FLOAT64, DType.FLOAT16, DType.BFLOAT16)
        .flatMap(
            dtype -> {
              Map<String, HostTensor> values = values(dtype);
              return Stream.of(
                  stored(dtype + " on the heap", MapWeights.inMemory(values), dtype),
                  stored(dtype + " off the heap", StoredValues.direct(values), dtype),
                  stored(dtype + " in a file", StoredValues.inFile(folder, values), dtype),
                  stored(dtype + " in two files", StoredValues.inTwoFiles(folder, values), dtype));
            });
  }

  private DynamicTest stored(String what, Weights weights, DType dtype) {
    return DynamicTest.dynamicTest(
        what,
        () -> {
          Map<String, HostTensor> floats = new LinkedHashMap<>();
          values(dtype).forEach((key, value) -> floats.put(key, StoredValues.decode(value)));
          Map<String, HostTensor> x = Map.of("x0", Values.normal(1, 2, 6));
          try (Engine reference = new ReferenceEngine();
              Engine engine = open()) {
            Map<String, HostTensor> expected =
                Running.all(reference, user(), MapWeights.inMemory(floats), x);
            Map<String, HostTensor> actual = Running.all(engine, user(), weights, x);
            expected.forEach(
                (name, value) ->
                    Close.check(
                        what + ", " + name,
                        value,
                        Objects.requireNonNull(actual.get(name)),
                        name.equals("table") ? 0 : 32));
          }
        });
  }

  /** Programs share a file, and closing one does not take it from the other. */
  @Test
  default void aFileServesManyPrograms(@TempDir Path folder) {
    Weights weights = StoredValues.inFile(folder, values(DType.FLOAT32));
    Program one = ProgramOf.named("one").output("y", (o, x) -> o.param("a bias"));
    Program two = ProgramOf.named("two").output("y", (o, x) -> o.param("a bias"));
    try (Engine engine = open();
        PreparedProgram second = engine.prepare(two, weights)) {
      PreparedProgram first = engine.prepare(one, weights);
      HostTensor expected = weights.get("a bias").value();
      assertThat(Running.one(engine, first, List.of())).isEqualTo(expected);
      first.close();
      assertThat(Running.one(engine, second, List.of())).isEqualTo(expected);
    }
  }

  /** Both forms of weights may meet in one program, as when a file is fine-tuned. */
  @Test
  default void memoryAndFileInOneProgram(@TempDir Path folder) {
    Weights file = StoredValues.inFile(folder, values(DType.FLOAT32));
    HostTensor adapter = Values.row(1, 2, 3, 4);
    Weights both =
        new MapWeights(
            Map.of("a bias", file.get("a bias"), "adapter", new StoredTensor(adapter, null)));
    Program program =
        ProgramOf.named("adapted")
            .output("y", (o, x) -> o.add(o.param("a bias"), o.param("adapter")));
    try (Engine engine = open()) {
      HostTensor y = Running.all(engine, program, both, Map.of()).values().iterator().next();
      float[] expected = file.get("a bias").value().toFloatArray();
      for (int i = 0; i < expected.length; i++) {
        expected[i] += i + 1;
      }
      assertThat(y.toFloatArray()).containsExactly(expected);
    }
  }

  /** A key that is not there is named, at the latest when the program runs. */
  @Test
  default void anAbsentKeyIsNamed() {
    Program program =
        ProgramOf.named("norm").output("y", (o, x) -> o.relu(o.param("trunk.norm1.weight")));
    try (Engine engine = open()) {
      Weights weights = MapWeights.inMemory(Map.of("trunk.norm1.bias", Values.row(1)));
      assertThatThrownBy(() -> Running.all(engine, program, weights, Map.of()))
          .isInstanceOf(MedSam2Exception.class)
          .hasMessageContaining("trunk.norm1.weight");
    }
  }
}
