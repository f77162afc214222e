// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.onnx;

import static io.github.medsam2.engine.onnx.Arithmetic.assertClose;
import static io.github.medsam2.engine.onnx.Arithmetic.at;
import static io.github.medsam2.engine.onnx.Arithmetic.make;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.engine.Engine;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.ops.Program.Port;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import io.github.medsam2.testing.LambdaProgram;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LayoutTest {
  private static Engine engine;

  @BeforeAll
  static void open() {
    engine = Runs.engine();
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  private static List<HostTensor> run(
      BiFunction<Ops<Object>, List<Object>, Object> body, HostTensor... inputs) {
    return Runs.both(engine, MapWeights.NONE, List.of(inputs), body);
  }

  private static HostTensor as(HostTensor x, long... dims) {
    return new HostTensor(Shape.of(dims), x.dtype(), x.data());
  }

  @Test
  void reshape() {
    HostTensor x = Runs.random(1, 2, 3, 4);
    assertClose(run((ops, in) -> ops.reshape(in.get(0), 4, 6), x), 0, as(x, 4, 6));
    assertClose(run((ops, in) -> ops.reshape(in.get(0), 0, -1), x), 0, as(x, 2, 12));
    assertClose(run((ops, in) -> ops.reshape(in.get(0), 0, 0, 2, -1), x), 0, as(x, 2, 3, 2, 2));
    assertClose(run((ops, in) -> ops.reshape(in.get(0), -1), x), 0, as(x, 24));
    assertClose(run((ops, in) -> ops.reshape(in.get(0), 2, 3, 4), x), 0, x);
  }

  @Test
  void reshapeOfNothing() {
    HostTensor x = HostTensor.of(new float[0], 0, 3, 4);
    assertClose(run((ops, in) -> ops.reshape(in.get(0), -1, 4), x), 0, as(x, 0, 4));
    HostTensor known =
        Runs.run(
            engine,
            MapWeights.NONE,
            List.of(x),
            true,
            (ops, in) -> ops.reshape(in.get(0), 0, 6, 2));
    assertClose(List.of(known), 0, as(x, 0, 6, 2));
  }

  @Test
  void permute() {
    HostTensor x = Runs.random(1, 2, 3, 4, 5);
    assertClose(
        run((ops, in) -> ops.permute(in.get(0), 2, 0, 3, 1), x),
        0,
        make(i -> at(x, i[1], i[3], i[0], i[2]), 4, 2, 5, 3));
    assertClose(run((ops, in) -> ops.permute(in.get(0), 0, 1, 2, 3), x), 0, x);
  }

  @Test
  void concat() {
    HostTensor a = Runs.random(1, 2, 1, 3);
    HostTensor b = Runs.random(2, 2, 4, 3);
    HostTensor none = HostTensor.of(new float[0], 2, 0, 3);
    assertClose(
        run(
            (ops, in) -> ops.concat(1, List.of(in.get(0), in.get(1), in.get(2), in.get(0))),
            a,
            none,
            b),
        0,
        make(i -> i[1] % 5 == 0 ? at(a, i) : at(b, i[0], i[1] - 1, i[2]), 2, 6, 3));
    assertClose(run((ops, in) -> ops.concat(-1, List.of(in.get(0))), a), 0, a);
  }

  @Test
  void slice() {
    HostTensor x = Runs.random(1, 3, 7, 2);
    assertClose(
        run((ops, in) -> ops.slice(in.get(0), 1, 2, 6), x),
        0,
        make(i -> at(x, i[0], i[1] + 2, i[2]), 3, 4, 2));
    assertClose(run((ops, in) -> ops.slice(in.get(0), 1, 0, 7), x), 0, x);
    assertClose(
        run((ops, in) -> ops.slice(in.get(0), -1, 1, 1), x),
        0,
        HostTensor.of(new float[0], 3, 7, 0));
  }

  @Test
  void gather() {
    HostTensor table = Runs.random(1, 5, 3);
    long[] rows = {4, 0, 0, 2, 3, 4};
    HostTensor indices = HostTensor.of(rows, 2, 3);
    assertClose(
        run((ops, in) -> ops.gather(in.get(0), in.get(1)), table, indices),
        0,
        make(i -> at(table, rows[(int) (i[0] * 3 + i[1])], i[2]), 2, 3, 3));
  }

  @Test
  void expandBatch() {
    HostTensor one = Runs.random(1, 1, 3, 2);
    HostTensor like = Runs.random(2, 4, 2);
    assertClose(
        run((ops, in) -> ops.expandBatch(in.get(0), in.get(1)), one, like),
        0,
        make(i -> at(one, 0, i[1], i[2]), 4, 3, 2));
    assertClose(run((ops, in) -> ops.expandBatch(in.get(1), in.get(1)), one, like), 0, like);
    HostTensor vector = Runs.random(3, 1);
    assertClose(
        run((ops, in) -> ops.expandBatch(in.get(0), in.get(1)), vector, like),
        0,
        make(i -> at(vector, 0), 4));
  }

  /** A graph's outputs must be distinct values of nodes; a program's need not. */
  @Test
  void outputsMayBeInputsConstantsAndTheSameTwice() {
    HostTensor x = Runs.random(1, 2, 3);
    HostTensor constant = Runs.random(2, 2);
    LambdaProgram program =
        new LambdaProgram(
            "outputs",
            List.of(Port.floats("x", Shape.ANY, 3), Port.longs("rows", Shape.ANY)),
            List.of("x", "rows", "constant", "twice", "again", "inner"),
            (ops, in) -> {
              Object sum = ops.add(in.get("x"), in.get("x"));
              return Map.of(
                  "x", in.get("x"),
                  "rows", in.get("rows"),
                  "constant", ops.constant(constant),
                  "twice", sum,
                  "again", sum,
                  "inner", ops.gather(sum, in.get("rows")));
            });
    HostTensor rows = HostTensor.of(new long[] {1, 0, 1}, 3);
    Map<String, HostTensor> out =
        Runs.run(engine, program, MapWeights.NONE, Map.of("x", x, "rows", rows));
    HostTensor twice = make(i -> 2 * at(x, i), 2, 3);
    assertThat(out.keySet()).containsExactlyElementsOf(program.outputs());
    assertClose(List.of(out.get("x")), 0, x);
    assertThat(out.get("rows")).isEqualTo(rows);
    assertClose(List.of(out.get("constant")), 0, constant);
    assertClose(List.of(out.get("twice"), out.get("again")), 0, twice);
    assertClose(List.of(out.get("inner")), 0, make(i -> at(twice, 1 - i[0] % 2, i[1]), 3, 3));
  }
}
