// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.contract;

import static io.github.medsam2.engine.contract.OpCase.L;
import static io.github.medsam2.engine.contract.OpCase.N;
import static io.github.medsam2.engine.contract.OpCase.op;
import static io.github.medsam2.engine.contract.Values.normal;
import static io.github.medsam2.engine.contract.Values.row;

import io.github.medsam2.engine.contract.ProgramOf.Body;
import io.github.medsam2.tensor.HostTensor;
import java.util.List;
import java.util.stream.Stream;

/** Element-wise functions and arithmetic. */
final class FunctionCases {

  private FunctionCases() {}

  static List<OpCase> all() {
    return Stream.of(
            everywhere("gelu", (o, x) -> o.gelu(x[0]), geluTails(), 4),
            everywhere("relu", (o, x) -> o.relu(x[0]), row(-3e38, -1, -1e-38, 0, 1e-38, 3e38), 0),
            everywhere("sigmoid", (o, x) -> o.sigmoid(x[0]), sigmoidTails(), 4),
            everywhere("sin", (o, x) -> o.sin(x[0]), row(0, 1e-8, 1.5707963, -3.1415927, 700), 4),
            everywhere("cos", (o, x) -> o.cos(x[0]), row(0, 1e-8, 1.5707963, -3.1415927, 700), 4),
            softmax(),
            log(),
            greater(),
            arithmetic("add", (o, x) -> o.add(x[0], x[1])),
            arithmetic("sub", (o, x) -> o.sub(x[0], x[1])),
            arithmetic("mul", (o, x) -> o.mul(x[0], x[1])),
            affine())
        .flatMap(List::stream)
        .toList();
  }

  private static HostTensor geluTails() {
    return row(-1e4, -40, -13, -6, -5.5, -5, -4, -3, -1, -1e-3, 0, 1e-3, 1, 3, 4, 5, 6, 13);
  }

  private static HostTensor sigmoidTails() {
    return row(-3e38, -1000, -100, -88.8, -30, -17, -1, 0, 1, 17, 30, 88.8, 100, 1000, 3e38);
  }

  private static List<OpCase> everywhere(String op, Body body, HostTensor limits, double ulps) {
    return List.of(
        op(op, "images", body).input(N, 3, L, 5).sizes(2, 4).sizes(1, 1).ulps(ulps),
        op(op, "a scalar", body).input().sizes().ulps(ulps),
        op(op, "more values than a vector register", body).input(N).sizes(1003).sizes(1).ulps(ulps),
        op(op, "limits", body).input(N).run(limits).run(row(0)).ulps(ulps));
  }

  private static List<OpCase> softmax() {
    Body body = (o, x) -> o.softmax(x[0]);
    return List.of(
        op("softmax", "rows", body).input(N, 3, L, 5).sizes(2, 4).sizes(1, 1).ulps(16),
        op("softmax", "rows of any width", body).input(3, N).sizes(1003).sizes(9).sizes(1).ulps(64),
        op("softmax", "limits", body)
            .input(N)
            .run(row(-3e38, 0, 88, 89, 3e38))
            .run(row(-1000, -1001, -1000))
            .ulps(16));
  }

  private static List<OpCase> log() {
    Body body = (o, x) -> o.log(x[0]);
    return List.of(
        op("log", "images", (o, x) -> o.log(o.affine(o.mul(x[0], x[0]), 1, 0.01)))
            .input(N, 3, L, 5)
            .sizes(2, 4)
            .sizes(1, 1)
            .ulps(4),
        op("log", "a scalar", body).input().run(row(7)).ulps(4),
        op("log", "limits", body)
            .input(N)
            .run(row(1e-38, 1e-3, 0.5, 1 - 1e-7, 1, 1 + 1e-6, 2, 999, 3e38))
            .run(row(1))
            .ulps(4));
  }

  private static List<OpCase> greater() {
    return List.of(
        op("greater", "zero", (o, x) -> o.greater(x[0], 0))
            .input(N)
            .run(row(-1e30, -1, -1e-30, 0, 1e-30, 1, 1e30))
            .run(row(5)),
        op("greater", "itself is not", (o, x) -> o.greater(x[0], 0.5))
            .input(N)
            .run(row(0.4999, 0.5, 0.5001))
            .run(row(0.5)),
        op("greater", "a negative threshold", (o, x) -> o.greater(x[0], -1.25))
            .input(N, 3, L)
            .sizes(2, 5)
            .sizes(1, 1));
  }

  private static List<OpCase> arithmetic(String op, Body body) {
    return List.of(
        op(op, "equal shapes", body).input(N, 3, L).input(N, 3, L).sizes(2, 5).sizes(1, 1),
        op(op, "many and one", body).input(N, 4, 3).input(1, 4, 3).sizes(5).sizes(1),
        op(op, "one and many", body).input(1, 4, 3).input(N, 4, 3).sizes(5).sizes(1),
        op(op, "channels of an image", body)
            .input(N, 3, L, 2)
            .input(1, 3, 1, 1)
            .sizes(2, 5)
            .sizes(1, 1),
        op(op, "the last axis", body).input(N, L, 7).input(7).sizes(2, 3).sizes(1, 1),
        op(op, "fewer axes left", body).input(7).input(N, L, 7).sizes(2, 3).sizes(1, 1),
        op(op, "both broadcast", body).input(N, 1, 3).input(L, 1).sizes(2, 5).sizes(1, 4),
        op(op, "a scalar", body).input(N, 3).input().sizes(2).sizes(1),
        op(op, "a value and itself", (o, x) -> body.apply(o, new Object[] {x[0], x[0]}))
            .input(N, 3)
            .sizes(4)
            .sizes(1),
        op(op, "large and small", body)
            .input(N)
            .input(N)
            .run(row(1e30, -1e30, 1, 1e-30), row(1e-30, 3, 1e7, 1e-7))
            .run(row(16777216), row(1)));
  }

  private static List<OpCase> affine() {
    return List.of(
        op("affine", "factor and offset", (o, x) -> o.affine(x[0], -2.5, 0.1))
            .input(N, 3, L)
            .sizes(2, 5)
            .sizes(1, 1)
            .ulps(2),
        op("affine", "factor only", (o, x) -> o.affine(x[0], 1 / 3.0, 0))
            .input(N)
            .sizes(9)
            .sizes(1)
            .ulps(2),
        op("affine", "offset only", (o, x) -> o.affine(x[0], 1, -1e-3))
            .input(N)
            .sizes(9)
            .sizes(1)
            .ulps(2),
        op("affine", "nothing", (o, x) -> o.affine(x[0], 1, 0)).input(N, 2).sizes(9).sizes(1),
        op("affine", "everything to one value", (o, x) -> o.affine(x[0], 0, 7))
            .input(N, 2)
            .sizes(9)
            .sizes(1),
        op("affine", "a scalar", (o, x) -> o.affine(x[0], 20, -10)).input().run(normal(1)).ulps(2));
  }
}
