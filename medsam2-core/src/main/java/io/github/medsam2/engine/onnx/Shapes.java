// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.onnx;

import static io.github.medsam2.tensor.Shape.ANY;

import io.github.medsam2.engine.EngineException;
import io.github.medsam2.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * Shapes of results, as far as they are known before a run. A wrong shape is reported with the
 * operation's name, since a graph would only fail when it is loaded.
 */
final class Shapes {

  private Shapes() {}

  /** The axis counted from the front. */
  static int axis(String op, Shape shape, int axis) {
    int a = axis < 0 ? axis + shape.rank() : axis;
    require(a >= 0 && a < shape.rank(), op, "an axis of " + shape, Integer.toString(axis));
    return a;
  }

  /** NumPy broadcasting. */
  static Shape broadcast(String op, Shape a, Shape b) {
    int rank = Math.max(a.rank(), b.rank());
    long[] out = new long[rank];
    for (int i = 1; i <= rank; i++) {
      long x = i <= a.rank() ? a.dim(-i) : 1;
      long y = i <= b.rank() ? b.dim(-i) : 1;
      require(x == y || x == 1 || y == 1 || x == ANY || y == ANY, op, "sizes like " + a, "" + b);
      out[rank - i] = x == 1 || (x == ANY && y != 1) ? y : x;
    }
    return Shape.of(out);
  }

  /** The product of the last two axes, the others broadcast. */
  static Shape matmul(String op, Shape a, Shape b) {
    require(a.rank() >= 2 && b.rank() >= 2, op, "two matrices", a + " and " + b);
    same(op, a, -1, b, -2);
    Shape lead = broadcast(op, head(a, a.rank() - 2), head(b, b.rank() - 2));
    long[] out = Arrays.copyOf(lead.dims(), lead.rank() + 2);
    out[out.length - 2] = a.dim(-2);
    out[out.length - 1] = b.dim(-1);
    return Shape.of(out);
  }

  /** The target of a reshape: 0 copies a size, one {@link Shape#ANY} is worked out if it can be. */
  static Shape reshape(Shape from, long... dims) {
    long[] out = dims.clone();
    int inferred = -1;
    int unknown = (int) Arrays.stream(from.dims()).filter(d -> d == ANY).count();
    long rest = known(from.dims());
    for (int i = 0; i < out.length; i++) {
      if (out[i] == ANY) {
        require(inferred < 0, "reshape", "at most one size to infer", Arrays.toString(dims));
        inferred = i;
      } else if (out[i] == 0) {
        require(i < from.rank(), "reshape", "a size 0 only where " + from + " has an axis", "" + i);
        out[i] = from.dim(i);
        unknown -= out[i] == ANY ? 1 : 0;
      }
    }
    long wanted = known(out);
    if (unknown == 0 && wanted != 0) {
      boolean fits = inferred < 0 ? rest == wanted : rest % wanted == 0;
      require(fits, "reshape", "the elements of " + from, Arrays.toString(dims));
      if (inferred >= 0) {
        out[inferred] = rest / wanted;
      }
    }
    return Shape.of(out);
  }

  /** Axes reordered. */
  static Shape permute(Shape x, int... axes) {
    boolean each =
        Arrays.stream(axes).filter(a -> a >= 0 && a < x.rank()).distinct().count() == x.rank();
    require(each && axes.length == x.rank(), "permute", "each axis of " + x, Arrays.toString(axes));
    return Shape.of(Arrays.stream(axes).mapToLong(x::dim).toArray());
  }

  /** Parts joined along an axis. */
  static Shape concat(int axis, List<Shape> parts) {
    Shape out = parts.get(0);
    for (Shape part : parts.subList(1, parts.size())) {
      require(part.rank() == out.rank(), "concat", "parts like " + out, part.toString());
      long[] sizes = new long[out.rank()];
      for (int i = 0; i < sizes.length; i++) {
        sizes[i] = i == axis ? sum(out.dim(i), part.dim(i)) : merged("concat", out, part, i);
      }
      out = Shape.of(sizes);
    }
    return out;
  }

  /** The size of a convolution's output along one axis. */
  static long convolved(long size, long kernel, int stride, int padding) {
    if (size == ANY) {
      return ANY;
    }
    require(size + 2L * padding >= kernel, "conv2d", "a map larger than its kernel", "" + size);
    return (size + 2L * padding - kernel) / stride + 1;
  }

  /** {@code size * factor}, when known. */
  static long times(long size, int factor) {
    return size == ANY ? ANY : Math.multiplyExact(size, factor);
  }

  /** The first {@code rank} axes. */
  static Shape head(Shape x, int rank) {
    return Shape.of(Arrays.copyOf(x.dims(), rank));
  }

  /** How many sizes are not known. */
  static long unknown(Shape x) {
    return Arrays.stream(x.dims()).filter(d -> d == ANY).count();
  }

  /** Whether these sizes say everything as the target of an ONNX reshape. */
  static boolean isTarget(Shape x) {
    return x.isStatic() || (unknown(x) == 1 && Arrays.stream(x.dims()).allMatch(d -> d != 0));
  }

  static void rank(String op, Shape x, int rank) {
    require(x.rank() == rank, op, rank + " axes", x.toString());
  }

  /** Demands the same size of an axis of one value and an axis of another, where known. */
  static void same(String op, Shape a, int axisA, Shape b, int axisB) {
    long x = a.dim(axisA);
    long y = b.dim(axisB);
    require(
        x == y || x == ANY || y == ANY,
        op,
        "size " + x + " (axis " + axisA + " of " + a + ")",
        "size " + y + " (axis " + axisB + " of " + b + ")");
  }

  static void require(boolean good, String op, String expected, String found) {
    if (!good) {
      throw new EngineException("operation " + op, expected, found, "correct the sizes");
    }
  }

  private static long merged(String op, Shape a, Shape b, int axis) {
    same(op, a, axis, b, axis);
    return a.dim(axis) == ANY ? b.dim(axis) : a.dim(axis);
  }

  private static long sum(long a, long b) {
    return a == ANY || b == ANY ? ANY : a + b;
  }

  private static long known(long[] dims) {
    long product = 1;
    for (long d : dims) {
      product = d == ANY ? product : Math.multiplyExact(product, d);
    }
    return product;
  }
}
