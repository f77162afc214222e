// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.testing;

import io.github.medsam2.ops.Ops;
import io.github.medsam2.ops.Program;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** A program written as a lambda, so that a test can hold it in one place. */
public record LambdaProgram(
    String name,
    List<Port> inputs,
    List<String> outputs,
    BiFunction<Ops<Object>, Map<String, Object>, Map<String, Object>> body)
    implements Program {

  /** A program of one output, {@code y}. */
  public static LambdaProgram of(
      List<Port> inputs, BiFunction<Ops<Object>, Map<String, Object>, Object> body) {
    return new LambdaProgram(
        "test", inputs, List.of("y"), (ops, in) -> Map.of("y", body.apply(ops, in)));
  }

  @Override
  @SuppressWarnings("unchecked") // a test's program runs with one kind of value
  public <T> Map<String, T> build(Ops<T> ops, Map<String, T> in) {
    return (Map<String, T>) body.apply((Ops<Object>) ops, (Map<String, Object>) in);
  }
}
