// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.contract;

import static io.github.medsam2.engine.contract.OpCase.L;
import static io.github.medsam2.engine.contract.OpCase.M;
import static io.github.medsam2.engine.contract.OpCase.N;
import static io.github.medsam2.engine.contract.OpCase.op;

import io.github.medsam2.engine.contract.ProgramOf.Body;
import io.github.medsam2.ops.Ops;
import java.util.List;
import java.util.stream.Stream;

/** Linear maps and matrix products. */
final class ProductCases {
  private static final Body LINEAR = (o, x) -> o.linear(x[0], o.param("w"), o.param("b"));
  private static final Body MATMUL = (o, x) -> o.matmul(x[0], x[1]);

  private ProductCases() {}

  static List<OpCase> all() {
    return Stream.of(linear(), matmul()).flatMap(List::stream).toList();
  }

  private static List<OpCase> linear() {
    return List.of(
        linear("one vector", 5, 3).input(3).sizes(),
        linear("rows", 5, 3).input(N, 3).sizes(7).sizes(1),
        linear("tokens", 8, 16).input(N, L, 16).sizes(2, 9).sizes(1, 1),
        linear("windows of tokens", 3, 4).input(N, 3, L, 4).sizes(2, 5).sizes(1, 7),
        linear("width 1 in and out", 1, 1).input(N, L, 1).sizes(3, 2).sizes(1, 5),
        linear("long sums", 33, 1031).input(N, 1031).sizes(17).sizes(2),
        linear("large values", 4, 9)
            .input(N, 9)
            .run(Values.about(1, 0, 1e6, 3, 9))
            .run(Values.about(2, 1e6, 1, 5, 9)),
        op("linear", "no bias", (o, x) -> o.linear(x[0], o.param("w"), null))
            .weight("w", 6, 10)
            .input(N, L, 10)
            .sizes(2, 3)
            .sizes(1, 11)
            .sums(10),
        op("linear", "a weight computed from parameters", ProductCases::adapted)
            .weight("w", 6, 10)
            .weight("up", 6, 2)
            .weight("down", 2, 10)
            .weight("b", 6)
            .input(N, 10)
            .sizes(2)
            .sizes(5)
            .sums(10),
        op("linear", "a weight given as input", (o, x) -> o.linear(x[0], x[1], x[2]))
            .input(N, 10)
            .input(6, 10)
            .input(6)
            .sizes(2)
            .sizes(5)
            .sums(10),
        op(
                "linear",
                "one weight shared by two maps",
                (o, x) -> o.add(LINEAR.apply(o, x), o.linear(x[1], o.param("w"), null)))
            .weight("w", 6, 10)
            .weight("b", 6)
            .input(N, 10)
            .input(1, 10)
            .sizes(3)
            .sizes(1)
            .sums(20));
  }

  private static OpCase linear(String what, int out, int in) {
    return op("linear", what, LINEAR).weight("w", out, in).weight("b", out).sums(in);
  }

  /** A low-rank change of a weight, as fine-tuning makes it. */
  private static Object adapted(Ops<Object> o, Object[] x) {
    Object change = o.matmul(o.param("up"), o.param("down"));
    return o.linear(x[0], o.add(o.param("w"), o.affine(change, 0.5, 0)), o.param("b"));
  }

  private static List<OpCase> matmul() {
    return List.of(
        op("matmul", "two matrices", MATMUL)
            .input(N, 7)
            .input(7, L)
            .sizes(3, 5)
            .sizes(1, 1)
            .sums(7),
        op("matmul", "batches side by side", MATMUL)
            .input(N, 2, L, 8)
            .input(N, 2, 8, M)
            .sizes(3, 5, 4)
            .sizes(1, 1, 9)
            .sums(8),
        op("matmul", "many by one", MATMUL).input(N, 3, 6).input(1, 6, 5).sizes(4).sizes(1).sums(6),
        op("matmul", "one by many", MATMUL).input(1, 3, 6).input(N, 6, 5).sizes(4).sizes(1).sums(6),
        op("matmul", "fewer axes right", MATMUL)
            .input(N, 4, 3, 6)
            .input(6, 5)
            .sizes(2)
            .sizes(1)
            .sums(6),
        op("matmul", "fewer axes left", MATMUL)
            .input(3, 6)
            .input(N, 6, 5)
            .sizes(2)
            .sizes(1)
            .sums(6),
        op("matmul", "both broadcast", MATMUL)
            .input(N, 1, 3, 6)
            .input(1, 4, 6, 2)
            .sizes(5)
            .sizes(1)
            .sums(6),
        op("matmul", "inner size 1", MATMUL)
            .input(N, 1)
            .input(1, L)
            .sizes(6, 5)
            .sizes(1, 3)
            .ulps(1),
        op("matmul", "open inner size", MATMUL)
            .input(4, M)
            .input(M, 3)
            .sizes(0, 0, 5)
            .sizes(0, 0, 600)
            .sums(600),
        op("matmul", "a parameter right", (o, x) -> o.matmul(x[0], o.param("w")))
            .weight("w", 6, 5)
            .input(N, 3, 6)
            .sizes(2)
            .sizes(1)
            .sums(6),
        op("matmul", "by itself transposed", (o, x) -> o.matmul(x[0], o.permute(x[0], 0, 2, 1)))
            .input(N, 5, 7)
            .sizes(2)
            .sizes(1)
            .sums(7));
  }
}
