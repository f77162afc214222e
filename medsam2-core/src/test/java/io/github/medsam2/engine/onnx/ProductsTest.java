// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.onnx;

import static io.github.medsam2.engine.onnx.Arithmetic.assertClose;
import static io.github.medsam2.engine.onnx.Arithmetic.at;
import static io.github.medsam2.engine.onnx.Arithmetic.make;
import static io.github.medsam2.engine.onnx.Arithmetic.sum;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.engine.Engine;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductsTest {
  private static final double TOLERANCE = 2e-6;
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

  /** Where the number of rows is known they are multiplied part by part, else all at once. */
  @ParameterizedTest
  @CsvSource({"2304", "2311"})
  void manyRowsTimesALargeWeightAreTheSameToTheBit(int rows) {
    HostTensor x = Runs.random(1, 1, rows, 730);
    HostTensor w = Runs.random(2, 720, 730);
    MapWeights weights = MapWeights.of(Map.of("w", w, "b", Runs.random(3, 720)));
    List<BiFunction<Ops<Object>, List<Object>, Object>> ways =
        List.of(
            (ops, in) -> ops.linear(in.get(0), ops.param("w"), ops.param("b")),
            (ops, in) -> ops.linear(in.get(0), ops.affine(ops.param("w"), 2, 0), null));
    for (BiFunction<Ops<Object>, List<Object>, Object> way : ways) {
      List<HostTensor> both = Runs.both(engine, weights, List.of(x), way);
      assertThat(both.get(0).shape()).isEqualTo(Shape.of(1, rows, 720));
      assertThat(both.get(0).toFloatArray()).isEqualTo(both.get(1).toFloatArray());
    }
  }

  @ParameterizedTest
  @CsvSource({"1", "7", "2;3", "2;3;2", "0;3", "3;0"})
  void linearKeepsLeadingAxes(String lead) {
    long[] rows = Arrays.stream(lead.split(";")).mapToLong(Long::parseLong).toArray();
    Shape shape = Shape.of(Arrays.copyOf(rows, rows.length + 1));
    HostTensor x = Runs.random(1, shape.with(-1, 5).dims());
    HostTensor w = Runs.random(2, 4, 5);
    HostTensor b = Runs.random(3, 4);
    HostTensor expected =
        make(
            i -> {
              long[] row = i.clone();
              return sum(
                      0,
                      5,
                      k -> {
                        row[row.length - 1] = k;
                        return at(x, row) * at(w, i[i.length - 1], k);
                      })
                  + at(b, i[i.length - 1]);
            },
            shape.with(-1, 4).dims());
    MapWeights weights = MapWeights.of(Map.of("w", w, "b", b));
    assertClose(
        Runs.both(
            engine,
            weights,
            List.of(x),
            (ops, in) -> ops.linear(in.get(0), ops.param("w"), ops.param("b"))),
        TOLERANCE,
        expected);
  }

  @Test
  void linearWithoutBias() {
    HostTensor x = Runs.random(1, 3, 5);
    HostTensor w = Runs.random(2, 2, 5);
    assertClose(
        run((ops, in) -> ops.linear(in.get(0), in.get(1), null), x, w),
        TOLERANCE,
        make(i -> sum(0, 5, k -> at(x, i[0], k) * at(w, i[1], k)), 3, 2));
  }

  @Test
  void matmulBroadcastsLeadingAxes() {
    HostTensor a = Runs.random(1, 2, 1, 3, 4);
    HostTensor b = Runs.random(2, 5, 4, 2);
    HostTensor expected =
        make(i -> sum(0, 4, k -> at(a, i[0], 0, i[2], k) * at(b, i[1], k, i[3])), 2, 5, 3, 2);
    assertClose(run((ops, in) -> ops.matmul(in.get(0), in.get(1)), a, b), TOLERANCE, expected);
  }

  @ParameterizedTest
  @CsvSource({"1,0,1", "2,1,1", "4,3,1", "1,3,6", "2,2,3"})
  void conv2d(int stride, int padding, int groups) {
    HostTensor x = Runs.random(1, 2, 6, 7, 9);
    HostTensor w = Runs.random(2, 12, 6 / groups, 3, 5);
    HostTensor b = Runs.random(3, 12);
    long height = (7 + 2L * padding - 3) / stride + 1;
    long width = (9 + 2L * padding - 5) / stride + 1;
    HostTensor expected =
        make(
            i ->
                at(b, i[1])
                    + sum(
                        0,
                        6L / groups * 15,
                        t -> {
                          long c = i[1] / (12 / groups) * (6 / groups) + t / 15;
                          long y = i[2] * stride - padding + t / 5 % 3;
                          long z = i[3] * stride - padding + t % 5;
                          boolean inside = y >= 0 && y < 7 && z >= 0 && z < 9;
                          double weight = at(w, i[1], t / 15, t / 5 % 3, t % 5);
                          return inside ? weight * at(x, i[0], c, y, z) : 0;
                        }),
            2,
            12,
            height,
            width);
    // all sizes are known: a convolution needs its channels
    HostTensor known =
        Runs.run(
            engine,
            MapWeights.NONE,
            List.of(x, w, b),
            true,
            (ops, in) -> ops.conv2d(in.get(0), in.get(1), in.get(2), stride, padding, groups));
    assertClose(List.of(known), 5e-6, expected);
  }

  @Test
  void convTranspose2x2() {
    HostTensor x = Runs.random(1, 2, 3, 4, 5);
    HostTensor w = Runs.random(2, 3, 7, 2, 2);
    HostTensor b = Runs.random(3, 7);
    HostTensor expected =
        make(
            i ->
                at(b, i[1])
                    + sum(
                        0,
                        3,
                        c ->
                            at(x, i[0], c, i[2] / 2, i[3] / 2)
                                * at(w, c, i[1], i[2] % 2, i[3] % 2)),
            2,
            7,
            8,
            10);
    assertClose(
        run((ops, in) -> ops.convTranspose2x2(in.get(0), in.get(1), in.get(2)), x, w, b),
        TOLERANCE,
        expected);
  }

  @ParameterizedTest
  @CsvSource({
    "1,1,5,3,1,false",
    "3,1,5,3,1,false",
    "3,3,2,7,1,true",
    "3,1,2,7,2,false",
    "3,3,5,3,2,true",
    "1,1,4,4,3,true"
  })
  void attention(int n, int m, int length, int memory, int heads, boolean biased) {
    int d = 4;
    int e = 3;
    HostTensor q = Runs.random(1, n, length, (long) heads * d);
    HostTensor k = Runs.random(2, m, memory, (long) heads * d);
    HostTensor v = Runs.random(3, m, memory, (long) heads * e);
    HostTensor bias = biased ? Runs.random(4, 1, heads, 1, memory) : Runs.random(4, 1);
    HostTensor weights =
        make(
            i ->
                Math.exp(
                    sum(
                                0,
                                d,
                                c ->
                                    at(q, i[0], i[2], i[1] * d + c)
                                        * at(k, i[0], i[3], i[1] * d + c))
                            / Math.sqrt(d)
                        + (biased ? at(bias, 0, i[1], 0, i[3]) : 0)),
            n,
            heads,
            length,
            memory);
    HostTensor expected =
        make(
            i -> {
              long h = i[2] / e;
              double total = sum(0, memory, j -> at(weights, i[0], h, i[1], j));
              return sum(0, memory, j -> at(weights, i[0], h, i[1], j) * at(v, i[0], j, i[2]))
                  / total;
            },
            n,
            length,
            (long) heads * e);
    assertClose(
        run(
            (ops, in) ->
                ops.attention(in.get(0), in.get(1), in.get(2), heads, biased ? in.get(3) : null),
            q,
            k,
            v,
            bias),
        TOLERANCE,
        expected);
  }
}
