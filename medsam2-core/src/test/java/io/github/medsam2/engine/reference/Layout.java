// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.reference;

import static io.github.medsam2.engine.reference.Checks.require;

import io.github.medsam2.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** Operations that move elements; most of them read the input with other strides. */
final class Layout {

  private Layout() {}

  /** {@code out[i, j, ..] = x[from + i * strides[0] + j * strides[1] ..]}. */
  private static Nd strided(Nd x, long[] dims, long[] strides, int from) {
    float[] in = x.floats();
    float[] out = new float[Math.toIntExact(Shape.of(dims).count())];
    long[] index = new long[dims.length];
    long p = from;
    for (int i = 0; i < out.length; i++) {
      out[i] = in[Math.toIntExact(p)];
      for (int axis = dims.length - 1; axis >= 0; axis--) {
        p += strides[axis];
        if (++index[axis] < dims[axis]) {
          break;
        }
        p -= strides[axis] * dims[axis];
        index[axis] = 0;
      }
    }
    return Nd.over(out, dims);
  }

  private static long[] strides(Nd x) {
    long[] strides = new long[x.rank()];
    long step = 1;
    for (int axis = strides.length - 1; axis >= 0; axis--) {
      strides[axis] = step;
      step *= x.dim(axis);
    }
    return strides;
  }

  /** Repeats size-1 and missing leading axes, as NumPy does. */
  static Nd broadcast(Nd x, long... dims) {
    if (Arrays.equals(x.shape().dims(), dims)) {
      return x;
    }
    long[] own = strides(x);
    long[] strides = new long[dims.length];
    int missing = dims.length - own.length;
    for (int axis = 0; axis < own.length; axis++) {
      int size = x.dim(axis);
      require(
          missing >= 0 && (size == 1 || size == dims[axis + missing]),
          "broadcast",
          Shape.of(dims).toString(),
          x);
      strides[axis + missing] = size == 1 ? 0 : own[axis];
    }
    return strided(x, dims, strides, 0);
  }

  /** The sizes two shapes broadcast to. */
  static long[] common(String op, Shape a, Shape b) {
    int rank = Math.max(a.rank(), b.rank());
    long[] dims = new long[rank];
    for (int axis = 1; axis <= rank; axis++) {
      long da = axis > a.rank() ? 1 : a.dim(-axis);
      long db = axis > b.rank() ? 1 : b.dim(-axis);
      require(da == db || da == 1 || db == 1, op, "shapes that broadcast", a, b);
      dims[rank - axis] = da == 1 ? db : da;
    }
    return dims;
  }

  static Nd reshape(Nd x, long... dims) {
    long[] out = dims.clone();
    long known = 1;
    int open = -1;
    for (int axis = 0; axis < out.length; axis++) {
      if (out[axis] == 0) {
        require(axis < x.rank(), "reshape", "an axis to copy the size of", x);
        out[axis] = x.dim(axis);
      }
      if (out[axis] == Shape.ANY) {
        require(open < 0, "reshape", "at most one open size", Arrays.toString(dims));
        open = axis;
      } else {
        known *= out[axis];
      }
    }
    if (open >= 0) {
      require(known > 0, "reshape", "sizes above 0 beside an open one", x);
      out[open] = x.shape().count() / known;
    }
    require(
        Shape.of(out).count() == x.shape().count(),
        "reshape",
        "as many elements",
        x,
        Shape.of(out));
    return x.as(out);
  }

  static Nd permute(Nd x, int... axes) {
    int[] sorted = axes.clone();
    Arrays.sort(sorted);
    for (int i = 0; i < sorted.length; i++) {
      require(sorted[i] == i, "permute", "every axis once", Arrays.toString(axes));
    }
    Checks.rank("permute " + Arrays.toString(axes), x, axes.length);
    long[] own = strides(x);
    long[] dims = Arrays.stream(axes).mapToLong(x::dim).toArray();
    return strided(x, dims, Arrays.stream(axes).mapToLong(a -> own[a]).toArray(), 0);
  }

  static Nd slice(Nd x, int axis, long from, long to) {
    Checks.axis("slice", axis, x);
    require(
        0 <= from && from <= to && to <= x.dim(axis),
        "slice",
        "a range of axis " + axis,
        from + ".." + to,
        x);
    long[] own = strides(x);
    long[] dims = x.shape().with(axis, to - from).dims();
    return strided(x, dims, own, Math.toIntExact(from * own[axis]));
  }

  static Nd concat(int axis, List<Nd> parts) {
    Nd first = parts.get(0);
    Checks.axis("concat", axis, first);
    long size = 0;
    for (Nd part : parts) {
      require(
          part.rank() == first.rank()
              && part.shape().with(axis, 1).equals(first.shape().with(axis, 1)),
          "concat along axis " + axis,
          "shapes that differ there only",
          first,
          part);
      size += part.dim(axis);
    }
    long[] dims = first.shape().with(axis, size).dims();
    float[] out = new float[Math.toIntExact(Shape.of(dims).count())];
    int outer = first.span(0, axis);
    int at = 0;
    for (int i = 0; i < outer; i++) {
      for (Nd part : parts) {
        int chunk = part.span(axis, part.rank());
        System.arraycopy(part.floats(), i * chunk, out, at, chunk);
        at += chunk;
      }
    }
    return Nd.over(out, dims);
  }

  static Nd gather(Nd table, Nd indices) {
    Checks.rank("gather", table, 2);
    long[] rows = indices.longs();
    int width = table.dim(1);
    float[] out = new float[Math.multiplyExact(rows.length, width)];
    for (int i = 0; i < rows.length; i++) {
      require(
          rows[i] >= 0 && rows[i] < table.dim(0),
          "gather",
          "rows 0 to " + (table.dim(0) - 1),
          rows[i]);
      System.arraycopy(table.floats(), (int) rows[i] * width, out, i * width, width);
    }
    long[] dims = Arrays.copyOf(indices.shape().dims(), indices.rank() + 1);
    dims[indices.rank()] = width;
    return Nd.over(out, dims);
  }
}
