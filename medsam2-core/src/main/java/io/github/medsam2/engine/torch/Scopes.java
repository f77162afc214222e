// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import ai.djl.ndarray.NDArray;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A stack of sets of arrays that die together. PyTorch's memory is freed only when arrays are
 * closed, never by the garbage collector. Not thread-safe.
 *
 * <p>DJL's own NDScope is not used: it cannot tell whether a block's result was made in the block
 * or came from outside, as a weight does that must not be closed.
 */
final class Scopes implements AutoCloseable {
  private final Deque<Set<NDArray>> stack = new ArrayDeque<>();

  Scopes() {
    open();
  }

  /** Puts an array that was just made into the innermost scope. */
  NDArray add(NDArray array) {
    stack.element().add(array);
    return array;
  }

  /** Runs a block in a scope of its own; its result moves to the scope around. */
  NDArray run(Supplier<NDArray> block) {
    open();
    try {
      NDArray result = block.get();
      moveOut(List.of(result));
      return result;
    } finally {
      closeInnermost();
    }
  }

  /** {@link #run} for several results. */
  List<NDArray> runAll(Supplier<List<NDArray>> block) {
    open();
    try {
      List<NDArray> results = List.copyOf(block.get());
      moveOut(results);
      return results;
    } finally {
      closeInnermost();
    }
  }

  /**
   * Takes arrays out of the innermost scope, the caller's to close from now on.
   *
   * @return whether all were in it; else nothing is taken
   */
  boolean release(Collection<NDArray> arrays) {
    Set<NDArray> inner = stack.element();
    boolean all = arrays.stream().allMatch(inner::contains);
    if (all) {
      arrays.forEach(inner::remove);
    }
    return all;
  }

  private void open() {
    // Arrays compare by content and all hash to 0, so only identity works as a key.
    stack.push(Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  private void moveOut(Collection<NDArray> results) {
    Set<NDArray> inner = stack.pop();
    for (NDArray result : results) {
      if (inner.remove(result)) {
        stack.element().add(result);
      }
    }
    stack.push(inner);
  }

  private void closeInnermost() {
    stack.pop().forEach(NDArray::close);
  }

  /** Closes everything. */
  @Override
  public void close() {
    while (!stack.isEmpty()) {
      closeInnermost();
    }
  }
}
