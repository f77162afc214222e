// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.contract;

import static io.github.medsam2.engine.contract.OpCase.L;
import static io.github.medsam2.engine.contract.OpCase.N;
import static io.github.medsam2.engine.contract.OpCase.op;
import static io.github.medsam2.engine.contract.Values.normal;

import io.github.medsam2.engine.contract.ProgramOf.Body;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.tensor.HostTensor;
import java.util.List;
import java.util.stream.Stream;

/** Operations that only move elements; every engine must be exact. */
final class LayoutCases {
  private static final Body GATHER = (o, x) -> o.gather(x[0], x[1]);
  private static final Body EXPAND = (o, x) -> o.expandBatch(x[0], x[1]);

  private LayoutCases() {}

  static List<OpCase> all() {
    return Stream.of(reshape(), permute(), concat(), slice(), gather(), expandBatch())
        .flatMap(List::stream)
        .toList();
  }

  private static List<OpCase> reshape() {
    return List.of(
        reshape("fixed", 3, 8).input(2, 3, 4).sizes(),
        reshape("more axes", 1, 2, 3, 2, 2, 1).input(2, 3, 4).sizes(),
        reshape("to a scalar").input(1, 1).sizes(),
        reshape("of a scalar", 1, 1).input().sizes(),
        reshape("one size inferred", 4, -1).input(2, 3, 4).sizes(),
        reshape("an open axis inferred", -1, 4).input(N, 3, 4).sizes(2).sizes(1),
        reshape("an open axis copied", 0, 12).input(N, 3, 4).sizes(2).sizes(1),
        reshape("open axes copied, the rest inferred", 0, 0, -1)
            .input(N, L, 3, 4)
            .sizes(2, 5)
            .sizes(1, 7),
        reshape("heads split off", 0, -1, 2, 3).input(N, L, 6).sizes(2, 5).sizes(1, 7),
        reshape("windows folded in", -1, 4, 4, 3).input(N, 8, 4, 3).sizes(2).sizes(1),
        reshape("windows unfolded", -1, 2, 4, 3).input(N, 4, 3).sizes(4).sizes(2));
  }

  private static OpCase reshape(String what, long... dims) {
    return op("reshape", what, (o, x) -> o.reshape(x[0], dims));
  }

  private static List<OpCase> permute() {
    return List.of(
        permute("transposed", 1, 0).input(N, 5).sizes(3).sizes(1),
        permute("channels last", 0, 2, 3, 1).input(N, 3, L, 4).sizes(2, 5).sizes(1, 1),
        permute("channels first", 0, 3, 1, 2).input(N, 5, L, 3).sizes(2, 4).sizes(1, 1),
        permute("unchanged", 0, 1, 2).input(N, 3, 4).sizes(2).sizes(1),
        permute("a window partition", 0, 1, 3, 2, 4, 5).input(N, 2, 3, 2, 3, 4).sizes(2).sizes(1),
        permute("reversed", 3, 2, 1, 0).input(N, 3, 1, 5).sizes(2).sizes(1));
  }

  private static OpCase permute(String what, int... axes) {
    return op("permute", what, (o, x) -> o.permute(x[0], axes));
  }

  private static List<OpCase> concat() {
    return List.of(
        join("batches", 0, 2).input(N, 3).input(2, 3).sizes(4).sizes(1),
        join("tokens", 1, 3).input(N, 1, 4).input(N, L, 4).input(N, 2, 4).sizes(2, 5).sizes(1, 1),
        join("two open lengths", 1, 2).input(1, N, 4).input(1, L, 4).sizes(2, 5).sizes(3, 1),
        join("channels", 2, 2).input(N, L, 3).input(N, L, 1).sizes(2, 5).sizes(1, 1),
        join("one part", 1, 1).input(N, 3).sizes(2).sizes(1),
        op("concat", "a value with itself", (o, x) -> o.concat(1, List.of(x[0], x[0])))
            .input(N, 3)
            .sizes(2)
            .sizes(1),
        op("concat", "a parameter first", (o, x) -> o.concat(0, List.of(o.param("w"), x[0])))
            .weight("w", 2, 3)
            .input(N, 3)
            .sizes(2)
            .sizes(1));
  }

  private static OpCase join(String what, int axis, int parts) {
    return op("concat", what, (o, x) -> o.concat(axis, List.of(x).subList(0, parts)));
  }

  private static List<OpCase> slice() {
    return List.of(
        slice("the start", 1, 0, 2).input(N, 5, 3).sizes(2).sizes(1),
        slice("the middle", 1, 2, 4).input(N, 5, 3).sizes(2).sizes(1),
        slice("the end", 2, 1, 3).input(N, 5, 3).sizes(2).sizes(1),
        slice("one element", 1, 3, 4).input(N, 5, 3).sizes(2).sizes(1),
        slice("the whole", 1, 0, 5).input(N, 5).sizes(2).sizes(1),
        slice("of an open axis", 0, 1, 3).input(N, 4).sizes(3).sizes(5),
        slice("of a parameter's rows", 0, 1, 2).input(3, 4).sizes(),
        op("slice", "of a parameter", (o, x) -> o.add(x[0], o.slice(o.param("w"), 0, 1, 2)))
            .weight("w", 3, 4)
            .input(N, 4)
            .sizes(2)
            .sizes(1),
        op("slice", "twice", (o, x) -> o.slice(o.slice(x[0], 1, 1, 5), 2, 1, 3))
            .input(N, 6, 4)
            .sizes(2)
            .sizes(1));
  }

  private static OpCase slice(String what, int axis, long from, long to) {
    return op("slice", what, (o, x) -> o.slice(x[0], axis, from, to));
  }

  private static List<OpCase> gather() {
    return List.of(
        op("gather", "rows in any order", GATHER)
            .input(4, 3)
            .input(N)
            .run(normal(1, 4, 3), HostTensor.of(new long[] {3, 0, 0, 2, 1}, 5))
            .run(normal(2, 4, 3), HostTensor.of(new long[] {2}, 1)),
        op("gather", "a batch of rows", GATHER)
            .input(4, 3)
            .input(N, L)
            .run(normal(1, 4, 3), HostTensor.of(new long[] {3, 0, 1, 2, 1, 1}, 2, 3))
            .run(normal(2, 4, 3), HostTensor.of(new long[] {2, 0}, 1, 2)),
        op("gather", "one row", GATHER)
            .input(2, 3)
            .input()
            .run(normal(1, 2, 3), HostTensor.of(new long[] {1})),
        op("gather", "a table of one row, width 1", GATHER)
            .input(1, 1)
            .input(N)
            .run(normal(1, 1, 1), HostTensor.of(new long[] {0, 0}, 2))
            .run(normal(1, 1, 1), HostTensor.of(new long[] {0}, 1)),
        op("gather", "of a parameter", (o, x) -> o.gather(o.param("w"), x[0]))
            .weight("w", 5, 2)
            .input(N, 2)
            .run(HostTensor.of(new long[] {4, 0, 3, 3}, 2, 2))
            .run(HostTensor.of(new long[] {1, 2}, 1, 2)),
        op(
                "gather",
                "of rows joined",
                (o, x) -> o.gather(o.concat(0, List.of(o.param("w"), o.param("v"))), x[0]))
            .weight("w", 2, 3)
            .weight("v", 1, 3)
            .input(N)
            .run(HostTensor.of(new long[] {2, 0, 1}, 3))
            .run(HostTensor.of(new long[] {2}, 1)));
  }

  private static List<OpCase> expandBatch() {
    return List.of(
        op("expandBatch", "one to many", EXPAND).input(1, 3, 2).input(N, 4).sizes(5).sizes(1),
        op("expandBatch", "many to as many", EXPAND).input(N, 3).input(N, 4, 2).sizes(5).sizes(1),
        op("expandBatch", "to a fixed size", EXPAND).input(1, 3).input(4, 2).sizes(),
        op("expandBatch", "of a parameter", (o, x) -> o.expandBatch(o.param("w"), x[0]))
            .weight("w", 1, 2, 3)
            .input(N, 7)
            .sizes(3)
            .sizes(1),
        op("expandBatch", "then joined", LayoutCases::withToken)
            .weight("w", 1, 1, 3)
            .input(N, L, 3)
            .sizes(2, 4)
            .sizes(1, 1));
  }

  private static Object withToken(Ops<Object> o, Object[] x) {
    return o.concat(1, List.of(o.expandBatch(o.param("w"), x[0]), x[0]));
  }
}
