// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint.pickle;

import io.github.medsam2.checkpoint.storage.WeightFileBounds;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stack of a pickle machine with its marks, and the memo. Nothing reaches below the last mark,
 * or finds in the memo what was not put there.
 */
final class PickleStack {
  private final PickleInput input;
  private final ArrayList<PickleValue> values = new ArrayList<>();
  private final Deque<Integer> marks = new ArrayDeque<>();
  private @Nullable PickleValue[] memo = new PickleValue[1024];
  private int remembered;

  /**
   * @param input the program, for the place of an error
   */
  PickleStack(PickleInput input) {
    this.input = input;
  }

  boolean isEmpty() {
    return values.isEmpty() && marks.isEmpty();
  }

  void push(PickleValue value) {
    values.add(value);
  }

  PickleValue pop() {
    PickleValue value = below(0);
    values.remove(values.size() - 1);
    return value;
  }

  /** The value under the top {@code size} ones. */
  PickleValue below(int size) {
    require(size + 1);
    return values.get(values.size() - 1 - size);
  }

  /** The top {@code size} values, lowest first: a live view, to be cleared when they are used. */
  List<PickleValue> top(int size) {
    require(size);
    return values.subList(values.size() - size, values.size());
  }

  void mark() {
    marks.push(values.size());
  }

  /** How many values were pushed since the last mark, which is taken away. */
  int sinceMark() {
    Integer mark = marks.poll();
    if (mark == null) {
      throw input.broken("a mark", "none");
    }
    return values.size() - mark;
  }

  /** Puts the top value under a number of the memo. */
  void remember(long number) {
    if (number >= WeightFileBounds.INSTRUCTIONS) {
      throw input.broken(
          "a memo of at most " + WeightFileBounds.INSTRUCTIONS + " values", "number " + number);
    }
    int slot = (int) number;
    if (slot >= memo.length) {
      memo = Arrays.copyOf(memo, Math.max(slot + 1, 2 * memo.length));
    }
    memo[slot] = below(0);
    remembered++;
  }

  /** Puts the top value under the number of values remembered so far. */
  void rememberNext() {
    remember(remembered);
  }

  void recall(long number) {
    PickleValue value = number < memo.length ? memo[(int) number] : null;
    if (value == null) {
      throw input.broken("a value in the memo", "none at " + number);
    }
    push(value);
  }

  private void require(int size) {
    Integer mark = marks.peek();
    int floor = mark == null ? 0 : mark;
    if (values.size() - size < floor) {
      throw input.broken(size + " values on the stack", Integer.toString(values.size() - floor));
    }
  }
}
