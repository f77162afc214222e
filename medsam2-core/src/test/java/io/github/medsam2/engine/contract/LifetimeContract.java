// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineTensor;
import io.github.medsam2.engine.PreparedProgram;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.ops.Program;
import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Who owns what, until when, and what happens afterwards. */
public interface LifetimeContract extends EngineUnderTest {

  private static Program identity() {
    return ProgramOf.named("identity").floats("x0", Shape.ANY, 3).output("y", (o, x) -> x[0]);
  }

  private static void refused(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(MedSam2Exception.class).hasMessageContaining("closed");
  }

  /** An engine has a name to be asked for by. */
  @Test
  default void anEngineHasAName() {
    try (Engine engine = open()) {
      assertThat(engine.name()).matches("[a-z]+");
    }
  }

  /** Closing twice is closing once. */
  @Test
  default void everythingClosesTwice() {
    Engine engine = open();
    PreparedProgram prepared = engine.prepare(identity(), MapWeights.NONE);
    EngineTensor x = engine.upload(Values.normal(1, 2, 3));
    EngineTensor y = Running.only(prepared.run(Map.of("x0", x)));
    for (int i = 0; i < 2; i++) {
      y.close();
      x.close();
      prepared.close();
      engine.close();
    }
    // In the other order: the engine has freed what it made.
    Engine second = open();
    PreparedProgram left = second.prepare(identity(), MapWeights.NONE);
    EngineTensor tensor = second.upload(Values.normal(1, 2, 3));
    second.close();
    tensor.close();
    left.close();
    second.close();
  }

  /** A closed engine refuses work, in its own words, and so does what it made. */
  @Test
  default void aClosedEngineRefuses() {
    Engine engine = open();
    PreparedProgram prepared = engine.prepare(identity(), MapWeights.NONE);
    EngineTensor x = engine.upload(Values.normal(1, 2, 3));
    engine.close();
    refused(() -> engine.prepare(identity(), MapWeights.NONE));
    refused(() -> engine.upload(Values.normal(1, 2, 3)));
    refused(() -> prepared.run(Map.of("x0", x)));
    refused(x::toHost);
  }

  /** A closed program refuses to run. */
  @Test
  default void aClosedProgramRefuses() {
    try (Engine engine = open();
        EngineTensor x = engine.upload(Values.normal(1, 2, 3))) {
      PreparedProgram prepared = engine.prepare(identity(), MapWeights.NONE);
      prepared.close();
      refused(() -> prepared.run(Map.of("x0", x)));
    }
  }

  /** A closed tensor can be neither read nor run on. */
  @Test
  default void aClosedTensorRefuses() {
    try (Engine engine = open();
        PreparedProgram prepared = engine.prepare(identity(), MapWeights.NONE)) {
      EngineTensor x = engine.upload(Values.normal(1, 2, 3));
      x.close();
      refused(x::toHost);
      refused(() -> prepared.run(Map.of("x0", x)));
    }
  }

  /** Another engine of the same kind is not affected when one closes. */
  @Test
  default void enginesAreIndependent() {
    try (Engine engine = open();
        PreparedProgram prepared = engine.prepare(identity(), MapWeights.NONE);
        EngineTensor x = engine.upload(Values.normal(1, 2, 3))) {
      open().close();
      try (EngineTensor y = Running.only(prepared.run(Map.of("x0", x)))) {
        assertThat(y.toHost()).isEqualTo(x.toHost());
      }
    }
  }

  /** Outputs are the caller's: they outlive the inputs and the program. */
  @Test
  default void outputsOutliveInputsAndProgram() {
    HostTensor value = Values.normal(1, 2, 3);
    Program program =
        ProgramOf.named("relu").floats("x0", Shape.ANY, 3).output("y", (o, x) -> o.relu(x[0]));
    try (Engine engine = open()) {
      PreparedProgram prepared = engine.prepare(program, MapWeights.NONE);
      EngineTensor x = engine.upload(value);
      try (EngineTensor y = Running.only(prepared.run(Map.of("x0", x)))) {
        HostTensor before = y.toHost();
        x.close();
        prepared.close();
        assertThat(y.toHost()).isEqualTo(before);
      }
    }
  }

  /** An output that is an input has a life of its own, in both directions. */
  @Test
  default void anOutputThatIsAnInput() {
    HostTensor value = Values.normal(1, 2, 3);
    try (Engine engine = open();
        PreparedProgram prepared = engine.prepare(identity(), MapWeights.NONE)) {
      EngineTensor x = engine.upload(value);
      Running.only(prepared.run(Map.of("x0", x))).close();
      assertThat(x.toHost()).isEqualTo(value);
      EngineTensor y = Running.only(prepared.run(Map.of("x0", x)));
      x.close();
      assertThat(y.shape()).isEqualTo(Shape.of(2, 3));
      assertThat(y.toHost()).isEqualTo(value);
      y.close();
    }
  }

  /** An int64 input may be an output as well. */
  @Test
  default void anOutputThatIsAnInt64Input() {
    HostTensor value = HostTensor.of(new long[] {Long.MIN_VALUE, -1, Long.MAX_VALUE}, 3);
    Program program =
        ProgramOf.named("identity").longs("x0", Shape.ANY).output("y", (o, x) -> x[0]);
    try (Engine engine = open()) {
      assertThat(Running.all(engine, program, MapWeights.NONE, Map.of("x0", value)))
          .containsEntry("y", value);
    }
  }

  /** A parameter as output survives being closed, and every run gives a new one. */
  @Test
  default void anOutputThatIsAParameter() {
    HostTensor value = Values.normal(1, 2, 3);
    Program program = ProgramOf.named("table").output("y", (o, x) -> o.param("w"));
    try (Engine engine = open();
        PreparedProgram prepared =
            engine.prepare(program, MapWeights.inMemory(Map.of("w", value)))) {
      EngineTensor first = Running.only(prepared.run(Map.of()));
      first.close();
      try (EngineTensor second = Running.only(prepared.run(Map.of()))) {
        assertThat(second.toHost()).isEqualTo(value);
      }
    }
  }

  /** One value under two names is two tensors. */
  @Test
  default void oneValueAsTwoOutputs() {
    Program program =
        ProgramOf.named("twins")
            .floats("x0", 3)
            .output("a", (o, x) -> o.reshape(x[0], 3))
            .output("b", (o, x) -> x[0])
            .output("c", (o, x) -> x[0]);
    HostTensor value = Values.row(1, 2, 3);
    try (Engine engine = open();
        PreparedProgram prepared = engine.prepare(program, MapWeights.NONE)) {
      EngineTensor x = engine.upload(value);
      Map<String, EngineTensor> out = prepared.run(Map.of("x0", x));
      x.close();
      assertThat(out).containsOnlyKeys("a", "b", "c");
      for (EngineTensor y : out.values()) {
        assertThat(y.toHost()).isEqualTo(value);
        y.close();
      }
    }
  }

  /** An upload is a copy, and so is what is read back. */
  @Test
  default void tensorsAreCopies() {
    HostTensor value = HostTensor.zeros(DType.FLOAT32, Shape.of(2, 3));
    try (Engine engine = open();
        EngineTensor x = engine.upload(value)) {
      value.floats().put(0, 7);
      HostTensor read = x.toHost();
      assertThat(read.toFloatArray()).containsOnly(0);
      read.floats().put(1, 9);
      assertThat(x.toHost().toFloatArray()).containsOnly(0);
      assertThat(x.shape()).isEqualTo(Shape.of(2, 3));
    }
  }

  /** Tensors come from any buffer: on the heap or not, read-only, part of a larger one. */
  @Test
  default void tensorsOfAnyBuffer() {
    HostTensor value = Values.normal(1, 2, 3);
    ByteBuffer direct = ByteBuffer.allocateDirect(31).position(7);
    direct.put(value.data()).flip().position(7);
    HostTensor part = new HostTensor(value.shape(), value.dtype(), direct);
    HostTensor readOnly =
        new HostTensor(value.shape(), value.dtype(), value.data().asReadOnlyBuffer());
    try (Engine engine = open();
        EngineTensor a = engine.upload(value);
        EngineTensor b = engine.upload(part);
        EngineTensor c = engine.upload(readOnly);
        EngineTensor scalar = engine.upload(Values.filled(5));
        EngineTensor longs = engine.upload(HostTensor.of(new long[] {1, -2}, 2, 1))) {
      assertThat(a.toHost()).isEqualTo(value);
      assertThat(b.toHost()).isEqualTo(value);
      assertThat(c.toHost()).isEqualTo(value);
      assertThat(scalar.toHost()).isEqualTo(Values.filled(5));
      assertThat(longs.toHost()).isEqualTo(HostTensor.of(new long[] {1, -2}, 2, 1));
    }
  }

  /** What was read outlives the tensor and the engine. */
  @Test
  default void whatWasReadOutlivesTheEngine() {
    HostTensor read;
    try (Engine engine = open();
        EngineTensor x = engine.upload(Values.row(1, 2, 3))) {
      read = x.toHost();
    }
    assertThat(read).isEqualTo(Values.row(1, 2, 3));
  }
}
