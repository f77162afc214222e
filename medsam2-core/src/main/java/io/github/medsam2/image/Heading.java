// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

/** Which way a walk goes through frames. */
public enum Heading {
  /** To higher indices. */
  FORWARD(1),
  /** To lower indices. */
  BACKWARD(-1);

  private final int step;

  Heading(int step) {
    this.step = step;
  }

  /** The frame that comes after one. */
  public int next(int frame) {
    return frame + step;
  }

  /** The frame that came so many frames before one. */
  public int before(int frame, int count) {
    return frame - step * count;
  }

  /** How many frames one lies ahead of another; negative when it lies behind. */
  public int ahead(int frame, int other) {
    return (frame - other) * step;
  }

  /** Whether a frame is reached before another, or is the same. */
  public boolean reaches(int frame, int other) {
    return this == FORWARD ? frame <= other : frame >= other;
  }

  /** The one of two frames that is reached first. */
  public int first(int a, int b) {
    return reaches(a, b) ? a : b;
  }

  /** The other way. */
  public Heading opposite() {
    return this == FORWARD ? BACKWARD : FORWARD;
  }
}
