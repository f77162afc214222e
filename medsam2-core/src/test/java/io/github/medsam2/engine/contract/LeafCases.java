// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.contract;

import static io.github.medsam2.engine.contract.OpCase.N;
import static io.github.medsam2.engine.contract.OpCase.op;
import static io.github.medsam2.engine.contract.Values.normal;

import io.github.medsam2.ops.Ops;
import io.github.medsam2.tensor.HostTensor;
import java.util.List;

/** Parameters, constants and shapes. */
final class LeafCases {

  private LeafCases() {}

  static List<OpCase> all() {
    return List.of(
        op("param", "added to an input", (o, x) -> o.add(x[0], o.param("w")))
            .weight("w", 3, 5)
            .input(N, 3, 5)
            .sizes(2)
            .sizes(1),
        op("param", "alone", (o, x) -> o.param("w")).weight("w", 2, 3, 1, 5).run(),
        op("param", "a scalar", (o, x) -> o.mul(x[0], o.param("w")))
            .weight("w", normal(7))
            .input(N)
            .sizes(4)
            .sizes(1),
        op("param", "twice", (o, x) -> o.sub(o.param("w"), o.affine(o.param("w"), 3, 0)))
            .weight("w", 4)
            .run()
            .ulps(2),
        op("param", "expressions without inputs", (o, x) -> o.matmul(o.param("b"), o.param("a")))
            .weight("a", 2, 7)
            .weight("b", 5, 2)
            .run()
            .sums(2),
        op("constant", "added to an input", (o, x) -> o.add(x[0], o.constant(normal(3, 2, 5))))
            .input(N, 2, 5)
            .sizes(3)
            .sizes(1),
        op("constant", "alone", (o, x) -> o.constant(normal(3, 2, 1, 4))).run(),
        op("constant", "a scalar", (o, x) -> o.mul(x[0], o.constant(normal(3))))
            .input(N, 2)
            .sizes(3)
            .sizes(1),
        op(
                "constant",
                "indices",
                (o, x) -> o.gather(x[0], o.constant(HostTensor.of(new long[] {2, 0}, 1, 2))))
            .input(3, 4)
            .sizes(),
        op(
                "shape",
                "decides what is built",
                (o, x) -> o.slice(x[0], 1, 0, o.shape(x[0]).dim(1) - 1))
            .input(N, 4, 3)
            .sizes(2)
            .sizes(1),
        op("shape", "of a value computed", (o, x) -> halves(o, o.permute(x[0], 1, 0)))
            .input(N, 6)
            .sizes(3)
            .sizes(2));
  }

  private static Object halves(Ops<Object> o, Object x) {
    long half = o.shape(x).dim(0) / 2;
    return o.sub(o.slice(x, 0, 0, half), o.slice(x, 0, half, 2 * half));
  }
}
