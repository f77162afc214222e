// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.ops;

import io.github.medsam2.tensor.HostTensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * The operations of a training step: those of the network, and what losses are made of besides.
 * Engines that only infer do not have them.
 *
 * <p>Gradients flow through every operation but {@link #greater}, {@link #firstMax}, {@link
 * #stopGradient} and {@link #read}. Reductions keep their axes with size 1, so that results
 * broadcast against what was reduced. A negative axis counts from the end.
 *
 * @param <T> the engine's value
 */
public interface LossOps<T> extends Ops<T> {

  /** e to the power of x. */
  T exp(T x);

  /** {@code log(1 + exp(x))}, safe for any finite x. */
  T softplus(T x);

  /** |x|; its gradient at 0 is 0. */
  T abs(T x);

  /** Quotient, broadcast. */
  T div(T a, T b);

  /** Logarithm of the softmax over the last axis, safe for any finite x. */
  T logSoftmax(T x);

  /** Sum over some axes, at least one, each of which keeps size 1. */
  T sum(T x, int... axes);

  /** The largest element along an axis, which keeps size 1; the gradient goes to one element. */
  T max(T x, int axis);

  /** 1 at the first largest element along an axis, else 0; without gradient. */
  T firstMax(T x, int axis);

  /**
   * Maximum over a window about each pixel of {@code (N, C, H, W)}; beyond the edges there is
   * nothing.
   *
   * @param height odd, of the window
   * @param width odd, of the window
   * @return of the shape of {@code x}
   */
  T maxPool(T x, int height, int width);

  /** The same values, to which no gradient flows back. */
  T stopGradient(T x);

  /**
   * A copy of the values, float32 or int64, by which a step decides what to do next: a click falls
   * where the answer so far is wrong. No gradient flows through what is decided.
   */
  HostTensor read(T x);

  /**
   * Values that come of one constant and of parameters alone. While none of those parameters
   * learns, an engine may hand out again what it computed for an equal constant in an earlier step.
   * Values may be made of others that last.
   *
   * @param of the constant
   * @param name of what is made of it: equal names of equal constants give equal values
   */
  default List<T> lasting(HostTensor of, String name, Supplier<List<T>> block) {
    return block.get();
  }

  /** Mean over some axes, at least one, each of which keeps size 1. */
  default T mean(T x, int... axes) {
    long count = Arrays.stream(axes).mapToLong(shape(x)::dim).reduce(1, Math::multiplyExact);
    return affine(sum(x, axes), 1.0 / count, 0);
  }

  /** Sum of all elements, of shape (1). */
  default T total(T x) {
    return sum(reshape(x, -1), 0);
  }
}
