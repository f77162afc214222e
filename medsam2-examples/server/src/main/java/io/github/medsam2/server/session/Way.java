// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.session;

import io.github.medsam2.Direction;

/**
 * One way from the first prompted slice outward, slice by slice. It ends at its last slice, or once
 * the object is gone for some slices.
 */
final class Way {
  private static final int GONE = 3;

  private final Direction direction;
  private final int last;
  private int next;
  private int absent;

  private Way(Direction direction, int next, int last) {
    this.direction = direction;
    this.next = next;
    this.last = last;
  }

  static Way forward(int from, int last) {
    return new Way(Direction.FORWARD, from, last);
  }

  static Way backward(int from, int last) {
    return new Way(Direction.BACKWARD, from, last);
  }

  Direction direction() {
    return direction;
  }

  /** The slice that comes next. */
  int next() {
    return next;
  }

  boolean isOver() {
    boolean beyond = direction == Direction.FORWARD ? next > last : next < last;
    return beyond || absent >= GONE;
  }

  /** Goes on to the slice after. */
  void passed(boolean present) {
    absent = present ? 0 : absent + 1;
    next += direction == Direction.FORWARD ? 1 : -1;
  }
}
