// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

import io.github.medsam2.image.Mask;

/** What a candidate says of one object on one frame. Immutable and thread-safe. */
public interface Answer {

  /** The object's pixels, on the grid of the frame. */
  Mask mask();

  /** What the candidate thinks the mask's IoU with the truth is, 0 to 1; NaN where it says none. */
  default double predictedIou() {
    return Double.NaN;
  }

  /** The higher, the surer the object is seen at all; NaN where it says nothing of it. */
  default double objectScore() {
    return Double.NaN;
  }

  /** A mask alone. */
  static Answer of(Mask mask) {
    return () -> mask;
  }
}
