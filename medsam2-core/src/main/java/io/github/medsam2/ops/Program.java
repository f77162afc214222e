// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.ops;

import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.Shape;
import java.util.List;
import java.util.Map;

/**
 * A station of the network as a function of named tensors, written once and run by any engine.
 *
 * <p>{@link #build} must be a pure function of the shapes of its inputs: an engine may call it once
 * to write a graph, or at every run. Implementations are immutable and thread-safe.
 */
public interface Program {

  /** A short name for messages and graphs, such as {@code image-encoder}. */
  String name();

  /** The inputs in order. */
  List<Port> inputs();

  /** The names of the outputs in order. */
  List<String> outputs();

  /**
   * Writes the program.
   *
   * @param ops the engine's operations
   * @param in a value for every input, by name
   * @return a value for every output, by name
   */
  <T> Map<String, T> build(Ops<T> ops, Map<String, T> in);

  /** What it does in the network, for engines that may calculate some of it in few bits. */
  default Role role() {
    return Role.OTHER;
  }

  /** What a program does in the network. */
  enum Role {
    /** Makes features of an image. */
    IMAGE,
    /** Looks at what is remembered of other frames. */
    MEMORY,
    /** Anything else: prompts, masks, scores. */
    OTHER
  }

  /**
   * A named input.
   *
   * @param name unique in its program
   * @param dtype {@link DType#FLOAT32} or {@link DType#INT64}
   * @param shape sizes; {@link Shape#ANY} where a run decides
   */
  record Port(String name, DType dtype, Shape shape) {

    /** A float32 input. */
    public static Port floats(String name, long... dims) {
      return new Port(name, DType.FLOAT32, Shape.of(dims));
    }

    /** An int64 input. */
    public static Port longs(String name, long... dims) {
      return new Port(name, DType.INT64, Shape.of(dims));
    }
  }
}
