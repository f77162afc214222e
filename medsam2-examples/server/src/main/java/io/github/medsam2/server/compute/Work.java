// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.compute;

/** Something long in short steps, between which others have their turn. */
public interface Work<T> {

  /** Does one step; the first is what somebody waits for. Returns whether there are more. */
  boolean step();

  /** What came of it; asked for after the last step. */
  T result();
}
