// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.tensor;

import io.github.medsam2.error.InvalidInputException;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The sizes of a tensor's axes, outermost first (row-major). A size of {@link #ANY} is not known
 * until a program runs: the number of prompts or the length of a memory. Immutable.
 */
public final class Shape {
  /** A size that is known only at run time. */
  public static final long ANY = -1;

  private final long[] dims;

  private Shape(long[] dims) {
    this.dims = dims;
  }

  /** A shape of the given sizes, each at least 0 or {@link #ANY}; none for a scalar. */
  public static Shape of(long... dims) {
    for (long d : dims) {
      if (d < ANY) {
        throw new InvalidInputException(
            "shape", "sizes of at least 0, or ANY", Arrays.toString(dims), "correct the size");
      }
    }
    return new Shape(dims.clone());
  }

  /** The number of axes. */
  public int rank() {
    return dims.length;
  }

  /** The size of an axis; a negative axis counts from the end. */
  public long dim(int axis) {
    return dims[axis < 0 ? dims.length + axis : axis];
  }

  /** A copy of all sizes. */
  public long[] dims() {
    return dims.clone();
  }

  /** This shape with one axis of another size; a negative axis counts from the end. */
  public Shape with(int axis, long size) {
    long[] copy = dims.clone();
    copy[axis < 0 ? dims.length + axis : axis] = size;
    return of(copy);
  }

  /** Whether no size is {@link #ANY}. */
  public boolean isStatic() {
    return Arrays.stream(dims).allMatch(d -> d != ANY);
  }

  /** The number of elements. Throws when a size is {@link #ANY} or the product exceeds a long. */
  public long count() {
    long n = 1;
    for (long d : dims) {
      if (d == ANY) {
        throw new InvalidInputException(
            "shape", "sizes all known", toString(), "count elements at run time instead");
      }
      n = Math.multiplyExact(n, d);
    }
    return n;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Shape s && Arrays.equals(dims, s.dims);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims);
  }

  /** For example {@code (1, 256, ?)}. */
  @Override
  public String toString() {
    return Arrays.stream(dims)
        .mapToObj(d -> d == ANY ? "?" : Long.toString(d))
        .collect(Collectors.joining(", ", "(", ")"));
  }
}
