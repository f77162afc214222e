// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineException;
import io.github.medsam2.engine.EngineTensor;
import io.github.medsam2.engine.PreparedProgram;
import io.github.medsam2.engine.reference.ReferenceEngine;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Inputs are checked against their ports, and a wrong one is named. */
public interface PortsContract extends EngineUnderTest {

  /** Inputs that do not fit, each refused in words, after which the program still runs. */
  @TestFactory
  default Stream<DynamicTest> wrongInputsAreRefused() {
    HostTensor points = Values.normal(1, 4, 2);
    HostTensor labels = HostTensor.of(new long[4], 4);
    return Stream.of(
        refused("missing", "points", Map.of("labels", labels)),
        refused("none at all", "points", Map.of()),
        refused("second missing", "labels", Map.of("points", points)),
        refused("too few axes", "points", both(Values.normal(1, 2), labels)),
        refused("too many axes", "points", both(Values.normal(1, 1, 4, 2), labels)),
        refused("a wrong size", "points", both(Values.normal(1, 4, 3), labels)),
        refused("size 1 is not broadcast", "points", both(Values.normal(1, 4, 1), labels)),
        refused("int64 for float32", "points", both(HostTensor.of(new long[8], 4, 2), labels)),
        refused("float32 for int64", "labels", both(points, Values.normal(1, 4))),
        refused("a scalar for a row", "labels", both(points, HostTensor.of(new long[1]))));
  }

  private static Map<String, HostTensor> both(HostTensor points, HostTensor labels) {
    return Map.of("points", points, "labels", labels);
  }

  private static ProgramOf twoInputs() {
    return ProgramOf.named("prompt-encoder")
        .floats("points", Shape.ANY, 2)
        .longs("labels", Shape.ANY)
        .output("y", (o, x) -> o.gather(x[0], x[1]));
  }

  private DynamicTest refused(String what, String port, Map<String, HostTensor> inputs) {
    return DynamicTest.dynamicTest(
        what,
        () -> {
          try (Engine engine = open();
              PreparedProgram prepared = engine.prepare(twoInputs(), MapWeights.NONE)) {
            assertThatThrownBy(() -> Running.all(engine, prepared, inputs))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("prompt-encoder")
                .hasMessageContaining(port);
            HostTensor row = HostTensor.of(new float[] {1, 2}, 1, 2);
            HostTensor first = HostTensor.of(new long[1], 1);
            assertThat(Running.all(engine, prepared, both(row, first)).get("y")).isEqualTo(row);
          }
        });
  }

  /** A refusal says what was expected and found, in the same words by every engine. */
  @Test
  default void refusalsAreWorded() {
    ProgramOf program =
        ProgramOf.named("same").floats("x", 2, Shape.ANY).output("y", (o, x) -> x[0]);
    HostTensor good = Values.normal(1, 2, 2);
    try (Engine engine = open();
        Engine other = open();
        PreparedProgram prepared = engine.prepare(program, MapWeights.NONE);
        EngineTensor x = engine.upload(good);
        EngineTensor foreign = other.upload(good);
        EngineTensor longs = engine.upload(HostTensor.of(new long[4], 2, 2));
        EngineTensor flat = engine.upload(Values.normal(1, 4));
        EngineTensor tall = engine.upload(Values.normal(1, 3, 2))) {
      refuses(prepared, Map.of(), "program same, input x: expected a tensor, found none");
      refuses(prepared, Map.of("x", foreign), "of this engine, found one of another engine");
      refuses(prepared, Map.of("x", longs), "expected FLOAT32 (2, ?), found INT64 (2, 2)");
      refuses(prepared, Map.of("x", flat), "expected FLOAT32 (2, ?), found FLOAT32 (4)");
      refuses(prepared, Map.of("x", tall), "expected FLOAT32 (2, ?), found FLOAT32 (3, 2)");
      Map<String, EngineTensor> more = Map.of("x", x, "z", x, "a", x);
      refuses(prepared, more, "program same: expected the inputs [x], found also [a, z]");
      Running.only(prepared.run(Map.of("x", x))).close();
    }
  }

  private static void refuses(
      PreparedProgram prepared, Map<String, EngineTensor> inputs, String words) {
    assertThatThrownBy(() -> prepared.run(inputs))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining(words);
  }

  /** What the ports allow but the operations cannot do is an error of this library too. */
  @Test
  default void aRunThatFailsNamesTheProgram() {
    try (Engine engine = open();
        PreparedProgram prepared = engine.prepare(twoInputs(), MapWeights.NONE)) {
      HostTensor beyond = HostTensor.of(new long[] {1}, 1);
      assertThatThrownBy(() -> Running.all(engine, prepared, both(Values.normal(1, 1, 2), beyond)))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("prompt-encoder");
    }
  }

  /** An input that no output needs is still an input. */
  @Test
  default void unusedInputsAreAcceptedAndChecked() {
    ProgramOf program =
        ProgramOf.named("half-used")
            .floats("used", 2)
            .floats("spare", Shape.ANY, 3)
            .longs("ids", 1)
            .output("y", (o, x) -> o.affine(x[0], 2, 0));
    HostTensor used = Values.row(1, 2);
    HostTensor ids = HostTensor.of(new long[1], 1);
    try (Engine engine = open();
        PreparedProgram prepared = engine.prepare(program, MapWeights.NONE)) {
      Map<String, HostTensor> good =
          Map.of("used", used, "spare", Values.normal(1, 5, 3), "ids", ids);
      assertThat(Running.all(engine, prepared, good)).containsEntry("y", Values.row(2, 4));
      Map<String, HostTensor> bad = Map.of("used", used, "spare", Values.row(1), "ids", ids);
      assertThatThrownBy(() -> Running.all(engine, prepared, bad))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("half-used")
          .hasMessageContaining("spare");
    }
  }

  /** A tensor may serve two ports. */
  @Test
  default void oneTensorForTwoInputs() {
    ProgramOf program =
        ProgramOf.named("sum")
            .floats("a", Shape.ANY)
            .floats("b", Shape.ANY)
            .output("y", (o, x) -> o.add(x[0], x[1]));
    try (Engine engine = open();
        PreparedProgram prepared = engine.prepare(program, MapWeights.NONE);
        EngineTensor both = engine.upload(Values.row(1, 2, 3));
        EngineTensor sum = Running.only(prepared.run(Map.of("a", both, "b", both)))) {
      assertThat(sum.toHost()).isEqualTo(Values.row(2, 4, 6));
    }
  }

  /** A tensor of another engine is refused, or its values are used; never a wild pointer. */
  @Test
  default void tensorsOfAnotherEngine() {
    ProgramOf program =
        ProgramOf.named("twice").floats("x0", 3).output("y", (o, x) -> o.affine(x[0], 2, 0));
    HostTensor value = Values.row(1, 2, 3);
    try (Engine engine = open();
        Engine other = new ReferenceEngine();
        PreparedProgram prepared = engine.prepare(program, MapWeights.NONE);
        EngineTensor foreign = other.upload(value)) {
      try (EngineTensor y = Running.only(prepared.run(Map.of("x0", foreign)))) {
        assertThat(y.toHost()).isEqualTo(Values.row(2, 4, 6));
      } catch (MedSam2Exception e) {
        assertThat(e).isInstanceOf(EngineException.class).hasMessageContaining("x0");
      }
    }
  }
}
