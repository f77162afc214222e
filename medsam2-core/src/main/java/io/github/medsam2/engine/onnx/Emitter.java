// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.onnx;

import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * ONNX operators with their attributes and result shapes, one method each: the vocabulary the
 * library's own operations are put together from.
 */
final class Emitter {
  private static final int INT8 = 3;

  private final OnnxGraph graph;
  private final StoredValues stored;

  Emitter(OnnxGraph graph, StoredValues stored) {
    this.graph = graph;
    this.stored = stored;
  }

  StoredValues stored() {
    return stored;
  }

  /** A float32 node of any operator. */
  OnnxValue node(String op, Shape shape, List<OnnxValue> in, Attribute... attributes) {
    return graph.node(op, DType.FLOAT32, shape, in, attributes);
  }

  /** A float32 node of an operator that is the runtime's own. */
  OnnxValue contributed(String op, Shape shape, List<OnnxValue> in) {
    return graph.contributed(op, shape, in);
  }

  /** A conversion to signed integers of 8 bits. */
  OnnxValue int8(OnnxValue x) {
    return graph.node("Cast", DType.INT8, x.shape(), List.of(x), Attribute.of("to", INT8));
  }

  /** What {@link OnnxGraph#each} does. */
  OnnxValue each(
      String op, OnnxValue parts, Shape shape, List<OnnxValue> more, Attribute... attributes) {
    return graph.each(op, parts, shape, more, attributes);
  }

  /** A function of each element. */
  OnnxValue map(String op, OnnxValue x, Attribute... attributes) {
    return node(op, x.shape(), List.of(x), attributes);
  }

  /** A function of two elements, broadcast. */
  OnnxValue zip(String op, OnnxValue a, OnnxValue b) {
    Shape shape = Shapes.broadcast(op, a.shape(), b.shape());
    return graph.node(op, a.dtype(), shape, List.of(a, b));
  }

  /** A function of each element and a constant. */
  OnnxValue zip(String op, OnnxValue x, double constant) {
    return zip(op, x, stored.scalar(constant));
  }

  OnnxValue matmul(OnnxValue a, OnnxValue b) {
    return node("MatMul", Shapes.matmul("matmul", a.shape(), b.shape()), List.of(a, b));
  }

  OnnxValue softmax(OnnxValue x) {
    return map("Softmax", x, Attribute.of("axis", -1));
  }

  /** A reduction of axes, each kept with size 1. */
  OnnxValue reduce(String op, OnnxValue x, long... axes) {
    Shape shape = x.shape();
    for (long axis : axes) {
      shape = shape.with((int) axis, 1);
    }
    return node(op, shape, List.of(x, stored.longs(axes)));
  }

  OnnxValue reshape(OnnxValue x, long... dims) {
    Shape shape = Shapes.reshape(x.shape(), dims);
    if (shape.equals(x.shape()) && Shapes.unknown(shape) <= 1) {
      return x;
    }
    if (Shapes.isTarget(shape)) {
      return reshape(x, shape, stored.longs(shape.dims()));
    }
    return graph.node("Reshape", x.dtype(), shape, List.of(x, stored.longs(dims)));
  }

  /** The same elements in the shape of another value. */
  OnnxValue reshapeLike(OnnxValue x, OnnxValue like) {
    return reshape(x, like.shape(), target(like, like.shape().rank()));
  }

  /** A reshape to sizes that are meant as they are, 0 too, with at most one -1 if none is 0. */
  OnnxValue reshape(OnnxValue x, Shape shape, OnnxValue sizes) {
    return graph.node("Reshape", x.dtype(), shape, List.of(x, sizes), Attribute.of("allowzero", 1));
  }

  OnnxValue transpose(OnnxValue x, int... axes) {
    Shape shape = Shapes.permute(x.shape(), axes);
    boolean identity = true;
    long[] perm = new long[axes.length];
    for (int i = 0; i < axes.length; i++) {
      perm[i] = axes[i];
      identity &= axes[i] == i;
    }
    return identity
        ? x
        : graph.node("Transpose", x.dtype(), shape, List.of(x), Attribute.of("perm", perm));
  }

  OnnxValue concat(int axis, List<OnnxValue> parts) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    Shape shape = Shapes.concat(axis, parts.stream().map(OnnxValue::shape).toList());
    return graph.node("Concat", parts.get(0).dtype(), shape, parts, Attribute.of("axis", axis));
  }

  OnnxValue slice(OnnxValue x, int axis, long from, long to) {
    Shape shape = x.shape().with(axis, to - from);
    List<OnnxValue> in = List.of(x, stored.longs(from), stored.longs(to), stored.longs(axis));
    return graph.node("Slice", x.dtype(), shape, in);
  }

  OnnxValue gather(OnnxValue table, OnnxValue indices, Shape shape) {
    return graph.node(
        "Gather", table.dtype(), shape, List.of(table, indices), Attribute.of("axis", 0));
  }

  /** {@code x} repeated along axis 0 to the size that {@code like} has there. */
  OnnxValue expandFirst(OnnxValue x, OnnxValue like) {
    long first = like.shape().dim(0);
    long[] ones = new long[x.shape().rank() - 1];
    Arrays.fill(ones, 1);
    OnnxValue sizes =
        first == Shape.ANY ? runtimeSizes(like, 1, ones) : stored.longs(prefixed(first, ones));
    return graph.node("Expand", x.dtype(), x.shape().with(0, first), List.of(x, sizes));
  }

  /** The first axes of {@code x}, then {@code more}, as the target of a reshape. */
  OnnxValue target(OnnxValue x, int axes, long... more) {
    Shape head = Shapes.head(x.shape(), axes);
    return Shapes.isTarget(head)
        ? stored.longs(LongStream.concat(Arrays.stream(head.dims()), Arrays.stream(more)).toArray())
        : runtimeSizes(x, axes, more);
  }

  private OnnxValue runtimeSizes(OnnxValue x, int axes, long... more) {
    Attribute end = Attribute.of("end", axes);
    OnnxValue sizes = graph.node("Shape", DType.INT64, Shape.of(axes), List.of(x), end);
    return more.length == 0 ? sizes : concat(0, List.of(sizes, stored.longs(more)));
  }

  private static long[] prefixed(long first, long[] rest) {
    return LongStream.concat(LongStream.of(first), Arrays.stream(rest)).toArray();
  }
}
