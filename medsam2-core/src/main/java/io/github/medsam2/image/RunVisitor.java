// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

/** Receives the runs of a mask: pixels inside that lie side by side in one row. */
@FunctionalInterface
public interface RunVisitor {

  /**
   * One run.
   *
   * @param y the row
   * @param from the first column
   * @param to the column after the last
   */
  void run(int y, int from, int to);
}
