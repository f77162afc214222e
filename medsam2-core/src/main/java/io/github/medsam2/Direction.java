// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import io.github.medsam2.image.Heading;
import java.util.List;

/** Which way a session walks through its frames. */
public enum Direction {
  /** To higher indices. */
  FORWARD(Heading.FORWARD),
  /** To lower indices. */
  BACKWARD(Heading.BACKWARD),
  /** From the first prompt to the end, then from there to the beginning. */
  BOTH(Heading.FORWARD, Heading.BACKWARD);

  private final List<Heading> headings;

  Direction(Heading... headings) {
    this.headings = List.of(headings);
  }

  /** The ways it goes, one after the other. */
  List<Heading> headings() {
    return headings;
  }
}
