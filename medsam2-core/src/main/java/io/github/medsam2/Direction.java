// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

/** Which way a session walks through its frames. */
public enum Direction {
  /** To higher indices. */
  FORWARD,
  /** To lower indices. */
  BACKWARD,
  /** From the first prompt to the end, then from there to the beginning. */
  BOTH
}
