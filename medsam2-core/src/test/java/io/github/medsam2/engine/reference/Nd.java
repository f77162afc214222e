// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.reference;

import io.github.medsam2.engine.EngineException;
import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A float32 or int64 array with a shape, row-major. Never written once made; thread-safe. */
public final class Nd {
  private final Shape shape;
  private final float @Nullable [] floats;
  private final long @Nullable [] longs;

  private Nd(Shape shape, float @Nullable [] floats, long @Nullable [] longs, int length) {
    if (shape.count() != length) {
      throw Checks.failed("tensor " + shape, shape.count() + " elements", length + " elements");
    }
    this.shape = shape;
    this.floats = floats;
    this.longs = longs;
  }

  /** The array itself under a shape; the caller must not write it any more. */
  static Nd over(float[] values, long... dims) {
    return new Nd(Shape.of(dims), values, null, values.length);
  }

  /** A copy of a float32 or int64 tensor. */
  public static Nd copyOf(HostTensor t) {
    int count = Math.toIntExact(t.shape().count());
    if (t.dtype() == DType.INT64) {
      long[] copy = new long[count];
      t.longs().get(copy);
      return new Nd(t.shape(), null, copy, count);
    }
    if (t.dtype() != DType.FLOAT32) {
      throw Checks.failed("tensor " + t.shape(), "FLOAT32 or INT64", t.dtype().toString());
    }
    return new Nd(t.shape(), t.toFloatArray(), null, count);
  }

  /** The sizes, all known. */
  public Shape shape() {
    return shape;
  }

  /** {@link DType#FLOAT32} or {@link DType#INT64}. */
  public DType dtype() {
    return floats != null ? DType.FLOAT32 : DType.INT64;
  }

  /** The number of axes. */
  int rank() {
    return shape.rank();
  }

  /** The size of an axis; a negative axis counts from the end. */
  int dim(int axis) {
    return Math.toIntExact(shape.dim(axis));
  }

  /** The product of the sizes of axes {@code from} to {@code to} (exclusive). */
  int span(int from, int to) {
    return Math.toIntExact(Arrays.stream(shape.dims(), from, to).reduce(1, Math::multiplyExact));
  }

  /** The elements themselves, of a float32 array. */
  float[] floats() {
    if (floats == null) {
      throw new EngineException(
          "tensor " + shape, "float32 elements", "int64", "use int64 values as indices only");
    }
    return floats;
  }

  /** The elements themselves, of an int64 array. */
  long[] longs() {
    if (longs == null) {
      throw new EngineException(
          "tensor " + shape, "int64 elements", "float32", "give indices as int64");
    }
    return longs;
  }

  /** The same elements under another shape. */
  Nd as(long... dims) {
    return over(floats(), dims);
  }

  /** A copy. */
  public HostTensor toHost() {
    return floats != null
        ? HostTensor.of(floats, shape.dims())
        : HostTensor.of(longs(), shape.dims());
  }
}
