// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.contract;

import io.github.medsam2.ops.Ops;
import io.github.medsam2.ops.Program;
import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A program put together from lambdas. Immutable. */
public final class ProgramOf implements Program {
  private final String name;
  private final List<Port> inputs;
  private final Map<String, Body> outputs;

  /** What an output is made of; {@code in} holds the inputs in the order of their ports. */
  @FunctionalInterface
  public interface Body {
    /** Writes the output; lambdas cannot be generic, so the engine's values pass as objects. */
    Object apply(Ops<Object> ops, Object[] in);
  }

  private ProgramOf(String name, List<Port> inputs, Map<String, Body> outputs) {
    this.name = name;
    this.inputs = List.copyOf(inputs);
    this.outputs = outputs;
  }

  /** A program without inputs and outputs yet. */
  public static ProgramOf named(String name) {
    return new ProgramOf(name, List.of(), Map.of());
  }

  /** This program with one more float32 input. */
  public ProgramOf floats(String port, long... dims) {
    return input(Port.floats(port, dims));
  }

  /** This program with one more int64 input. */
  public ProgramOf longs(String port, long... dims) {
    return input(Port.longs(port, dims));
  }

  ProgramOf input(String port, DType dtype, Shape shape) {
    return input(new Port(port, dtype, shape));
  }

  private ProgramOf input(Port port) {
    List<Port> more = new ArrayList<>(inputs);
    more.add(port);
    return new ProgramOf(name, more, outputs);
  }

  /** This program with one more output. */
  public ProgramOf output(String output, Body body) {
    Map<String, Body> more = new LinkedHashMap<>(outputs);
    more.put(output, body);
    return new ProgramOf(name, inputs, more);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Port> inputs() {
    return inputs;
  }

  @Override
  public List<String> outputs() {
    return List.copyOf(outputs.keySet());
  }

  @Override
  @SuppressWarnings("unchecked") // every value comes from the same ops, whatever its type
  public <T> Map<String, T> build(Ops<T> ops, Map<String, T> in) {
    Object[] values = inputs.stream().map(port -> (Object) in.get(port.name())).toArray();
    Map<String, T> out = new LinkedHashMap<>();
    outputs.forEach((key, body) -> out.put(key, (T) body.apply((Ops<Object>) ops, values)));
    return out;
  }
}
