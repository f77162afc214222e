// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.onnx;

import static io.github.medsam2.engine.onnx.Arithmetic.assertClose;
import static io.github.medsam2.engine.onnx.Arithmetic.at;
import static io.github.medsam2.engine.onnx.Arithmetic.make;
import static io.github.medsam2.engine.onnx.Arithmetic.sum;

import io.github.medsam2.engine.Engine;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.tensor.HostTensor;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElementsTest {
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

  private static void check(
      BiFunction<Ops<Object>, Object, Object> op, DoubleUnaryOperator expected) {
    HostTensor x = make(i -> (i[0] * 9 + i[1] - 22) * 0.31, 5, 9);
    assertClose(
        run((ops, in) -> op.apply(ops, in.get(0)), x),
        1e-6,
        make(i -> expected.applyAsDouble(at(x, i)), 5, 9));
  }

  @Test
  void functionsOfOneElement() {
    check(Ops::gelu, x -> x * (1 + erf(x / Math.sqrt(2))) / 2);
    check(Ops::relu, x -> Math.max(x, 0));
    check(Ops::sigmoid, x -> 1 / (1 + Math.exp(-x)));
    check(Ops::sin, Math::sin);
    check(Ops::cos, Math::cos);
    check((ops, x) -> ops.greater(x, 0.31), x -> x > 0.31f ? 1 : 0);
    check((ops, x) -> ops.affine(x, -2, 0.5), x -> -2 * x + 0.5);
    check((ops, x) -> ops.affine(x, 1, 0), x -> x);
    check((ops, x) -> ops.affine(x, 0, 0), x -> 0);
  }

  /** Maclaurin series; 60 terms are exact to double precision below 5. */
  private static double erf(double x) {
    double term = x;
    double total = x;
    for (int n = 1; n < 120; n++) {
      term *= -x * x / n;
      total += term / (2 * n + 1);
    }
    return 2 / Math.sqrt(Math.PI) * total;
  }

  @Test
  void functionsOfTwoBroadcast() {
    HostTensor a = Runs.random(1, 3, 1, 4);
    HostTensor b = Runs.random(2, 5, 4);
    assertClose(
        run((ops, in) -> ops.add(in.get(0), in.get(1)), a, b),
        0,
        make(i -> at(a, i) + (float) at(b, i[1], i[2]), 3, 5, 4));
    assertClose(
        run((ops, in) -> ops.sub(in.get(0), in.get(1)), a, b),
        0,
        make(i -> at(a, i) - (float) at(b, i[1], i[2]), 3, 5, 4));
    assertClose(
        run((ops, in) -> ops.mul(in.get(0), in.get(1)), a, b),
        0,
        make(i -> at(a, i) * (float) at(b, i[1], i[2]), 3, 5, 4));
  }

  /** A large mean beside a small spread is where a one-pass variance fails. */
  @ParameterizedTest
  @CsvSource({"0, 2e-6", "10, 2e-5", "100, 2e-4", "1000, 2e-3"})
  void layerNormsHoldWithALargeMean(double mean, double tolerance) {
    HostTensor x = make(i -> mean + Math.sin(37.0 * i[0] + 11.0 * i[1] + i[2] * i[2]), 2, 33, 96);
    HostTensor w = Runs.random(2, 96);
    HostTensor b = Runs.random(3, 96);
    HostTensor expected =
        make(i -> normalised(c -> at(x, i[0], i[1], c), 96, i[2], w, b), 2, 33, 96);
    assertClose(
        run((ops, in) -> ops.layerNorm(in.get(0), in.get(1), in.get(2), 1e-6), x, w, b),
        tolerance,
        expected);
    HostTensor map = make(i -> at(x, i[0], i[2] * 3 + i[3], i[1]), 2, 96, 11, 3);
    HostTensor expectedMap =
        make(i -> normalised(c -> at(map, i[0], c, i[2], i[3]), 96, i[1], w, b), 2, 96, 11, 3);
    HostTensor known =
        Runs.run(
            engine,
            MapWeights.NONE,
            List.of(map, w, b),
            true,
            (ops, in) -> ops.layerNorm2d(in.get(0), in.get(1), in.get(2), 1e-6));
    assertClose(List.of(known), tolerance, expectedMap);
  }

  private static double normalised(
      Arithmetic.LongToDouble x, int n, long c, HostTensor w, HostTensor b) {
    double mean = sum(0, n, x) / n;
    double variance = sum(0, n, i -> (x.at(i) - mean) * (x.at(i) - mean)) / n;
    return (x.at(c) - mean) / Math.sqrt(variance + 1e-6) * at(w, c) + at(b, c);
  }
}
