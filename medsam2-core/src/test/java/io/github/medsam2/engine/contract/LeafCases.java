package io.github.medsam2.engine.contract;

import static io.github.medsam2.engine.contract.OpCase.N;
import static io.github.medsam2.engine.contract.OpCase.of;
import static io.github.medsam2.engine.contract.Values.longs;
import static io.github.medsam2.engine.contract.Values.normal;

import io.github.medsam2.ops.Ops;
import java.util.List;

/** Parameters, constants and shapes. */
final class LeafCases {

  private LeafCases() {}

  static List<OpCase> all() {
    return List.of(
        of("param", "added to an input", (o, x) -> o.add(x[0], o.param("w")))
            .weight("w", 3, 5)
            .input(N, 3, 5)
            .sizes(2)
            .sizes(1),
        of("param", "alone", (o, x) -> o.param("w")).weight("w", 2, 3, 1, 5).run(),
        of("param", "a scalar", (o, x) -> o.mul(x[0], o.param("w")))
            .weight("w", normal(7))
            .input(N)
            .sizes(4)
            .sizes(1),
        of("param", "twice", (o, x) -> o.sub(o.param("w"), o.affine(o.param("w"), 3, 0)))
            .weight("w", 4)
            .run()
            .ulps(2),
        of("param", "expressions without inputs", (o, x) -> o.matmul(o.param("b"), o.param("a")))
            .weight("a", 2, 7)
            .weight("b", 5, 2)
            .run()
            .sums(2),
        of("constant", "added to an input", (o, x) -> o.add(x[0], o.constant(normal(3, 2, 5))))
            .input(N, 2, 5)
            .sizes(3)
            .sizes(1),
        of("constant", "alone", (o, x) -> o.constant(normal(3, 2, 1, 4))).run(),
        of("constant", "a scalar", (o, x) -> o.mul(x[0], o.constant(normal(3))))
            .input(N, 2)
            .sizes(3)
            .sizes(1),
        of(
                "constant",
                "indices",
                (o, x) -> o.gather(x[0], o.constant(longs(new long[] {2, 0}, 1, 2))))
            .input(3, 4)
            .sizes(),
        of(
                "shape",
                "decides what is built",
                (o, x) -> o.slice(x[0], 1, 0, o.shape(x[0]).dim(1) - 1))
            .input(N, 4, 3)
            .sizes(2)
            .sizes(1),
        of("shape", "of a value computed", (o, x) -> halves(o, o.permute(x[0], 1, 0)))
            .input(N, 6)
            .sizes(3)
            .sizes(2));
  }

  private static Object halves(Ops<Object> o, Object x) {
    long half = o.shape(x).dim(0) / 2;
    return o.sub(o.slice(x, 0, 0, half), o.slice(x, 0, half, 2 * half));
  }
}
