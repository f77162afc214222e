// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineTensor;
import io.github.medsam2.engine.PreparedProgram;
import io.github.medsam2.engine.reference.ReferenceEngine;
import io.github.medsam2.ops.Program;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import io.github.medsam2.testing.EightThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Runs do not disturb one another. */
public interface RunsContract extends EngineUnderTest {

  /** A small transformer block with a token in front: most operations in one graph. */
  private static Program block() {
    return ProgramOf.named("block")
        .floats("x0", Shape.ANY, Shape.ANY, 8)
        .output("y", Blocks::attended);
  }

  /** Operations joined give the reference's numbers too. */
  @Test
  default void operationsJoin() {
    try (Engine engine = open();
        PreparedProgram prepared = engine.prepare(block(), Blocks.weights())) {
      for (HostTensor x : List.of(Values.normal(1, 2, 5, 8), Values.normal(2, 1, 1, 8))) {
        Close.check("block", reference(x), Running.one(engine, prepared, List.of(x)), 40);
      }
    }
  }

  private static HostTensor reference(HostTensor x) {
    try (Engine engine = new ReferenceEngine();
        PreparedProgram prepared = engine.prepare(block(), Blocks.weights())) {
      return Running.one(engine, prepared, List.of(x));
    }
  }

  /** How an engine runs changes its speed, not what it computes. */
  @Test
  default void optionsDoNotChangeTheNumbers() {
    HostTensor x = Values.normal(1, 2, 5, 8);
    for (var options : List.of(ONE_THREAD.withThreads(2), ONE_THREAD.withPrepack(true))) {
      try (Engine engine = open(options);
          PreparedProgram prepared = engine.prepare(block(), Blocks.weights())) {
        HostTensor y = Running.one(engine, prepared, List.of(x));
        Close.check(options.toString(), reference(x), y, 40);
      }
    }
  }

  /** Eight threads on one program get what one thread gets, to the bit. */
  @Test
  default void runsAtOnceGiveIdenticalResults() throws Exception {
    List<HostTensor> inputs = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      inputs.add(Values.normal(i, 1 + i % 3, 3 + i, 8));
    }
    try (Engine engine = open();
        PreparedProgram prepared = engine.prepare(block(), Blocks.weights())) {
      List<HostTensor> alone =
          inputs.stream().map(x -> Running.one(engine, prepared, List.of(x))).toList();
      List<List<HostTensor>> atOnce =
          EightThreads.run(
              thread -> {
                List<HostTensor> mine = new ArrayList<>();
                for (int i = 0; i < inputs.size(); i++) {
                  HostTensor x = inputs.get((thread + i) % inputs.size());
                  mine.add(Running.one(engine, prepared, List.of(x)));
                }
                return mine;
              });
      for (int thread = 0; thread < atOnce.size(); thread++) {
        for (int i = 0; i < inputs.size(); i++) {
          assertThat(atOnce.get(thread).get(i)).isEqualTo(alone.get((thread + i) % inputs.size()));
        }
      }
    }
  }

  /** What a run makes of a weight is its own: the weight's sizes stay, for this run and others. */
  @Test
  default void aWeightKeepsItsSizes() {
    Program program =
        ProgramOf.named("widened")
            .floats("x0", Shape.ANY, Shape.ANY, 8)
            .output(
                "y",
                (o, in) -> {
                  Object wide = o.expandBatch(o.param("token"), in[0]);
                  return o.concat(0, List.of(wide, o.reshape(o.param("token"), 0, 1, 8)));
                });
    try (Engine engine = open();
        PreparedProgram prepared = engine.prepare(program, Blocks.weights())) {
      for (int batch = 3; batch > 0; batch--) {
        HostTensor x = Values.normal(1, batch, 2, 8);
        assertThat(Running.one(engine, prepared, List.of(x)).shape())
            .isEqualTo(Shape.of(batch + 1, 1, 8));
      }
    }
  }

  /** Preparing, uploading and closing in eight threads at once. */
  @Test
  default void preparationsAtOnce() throws Exception {
    HostTensor x = Values.normal(1, 2, 5, 8);
    try (Engine engine = open()) {
      List<HostTensor> results =
          EightThreads.run(
              thread -> Running.all(engine, block(), Blocks.weights(), Map.of("x0", x)).get("y"));
      assertThat(results).allSatisfy(y -> assertThat(y).isEqualTo(results.get(0)));
    }
  }

  /** A later run leaves the outputs of an earlier one alone. */
  @Test
  default void outputsOfRunsAreIndependent() {
    try (Engine engine = open();
        PreparedProgram prepared = engine.prepare(block(), Blocks.weights());
        EngineTensor a = engine.upload(Values.normal(1, 2, 5, 8));
        EngineTensor b = engine.upload(Values.normal(2, 2, 5, 8));
        EngineTensor first = Running.only(prepared.run(Map.of("x0", a)))) {
      HostTensor before = first.toHost();
      for (int i = 0; i < 3; i++) {
        Running.only(prepared.run(Map.of("x0", b))).close();
      }
      assertThat(first.toHost()).isEqualTo(before);
    }
  }

  /** An output is an input of the next program without leaving the engine. */
  @Test
  default void outputsFeedOtherPrograms() {
    try (Engine engine = open();
        PreparedProgram prepared = engine.prepare(block(), Blocks.weights());
        EngineTensor x = engine.upload(Values.normal(1, 2, 5, 8));
        EngineTensor y = Running.only(prepared.run(Map.of("x0", x)));
        EngineTensor z = Running.only(prepared.run(Map.of("x0", y)))) {
      Close.check("block of block", reference(reference(x.toHost())), z.toHost(), 80);
    }
  }

  /** One program with two sets of weights, and one of the two closed. */
  @Test
  default void aProgramPreparedTwice() {
    Program scaled =
        ProgramOf.named("scaled").floats("x0", 2).output("y", (o, x) -> o.mul(x[0], o.param("w")));
    Weights two = MapWeights.inMemory(Map.of("w", Values.row(2, 2)));
    Weights three = MapWeights.inMemory(Map.of("w", Values.row(3, 3)));
    List<HostTensor> x = List.of(Values.row(1, 10));
    try (Engine engine = open();
        PreparedProgram triples = engine.prepare(scaled, three)) {
      PreparedProgram doubles = engine.prepare(scaled, two);
      assertThat(Running.one(engine, doubles, x)).isEqualTo(Values.row(2, 20));
      assertThat(Running.one(engine, triples, x)).isEqualTo(Values.row(3, 30));
      doubles.close();
      assertThat(Running.one(engine, triples, x)).isEqualTo(Values.row(3, 30));
    }
  }

  /** Several outputs, in order and no others. */
  @Test
  default void severalOutputs() {
    Program program =
        ProgramOf.named("several")
            .floats("x0", Shape.ANY, 2)
            .output("sum", (o, x) -> o.add(x[0], o.constant(Values.row(1, 2))))
            .output("same", (o, x) -> o.affine(x[0], -1, 0))
            .output("fixed", (o, x) -> o.constant(Values.row(7)));
    try (Engine engine = open()) {
      HostTensor x = HostTensor.of(new float[] {1, 2}, 1, 2);
      Map<String, HostTensor> y = Running.all(engine, program, MapWeights.NONE, Map.of("x0", x));
      assertThat(y).containsOnlyKeys("sum", "same", "fixed");
      assertThat(y).containsEntry("sum", HostTensor.of(new float[] {2, 4}, 1, 2));
      assertThat(y).containsEntry("same", HostTensor.of(new float[] {-1, -2}, 1, 2));
      assertThat(y).containsEntry("fixed", Values.row(7));
    }
  }
}
