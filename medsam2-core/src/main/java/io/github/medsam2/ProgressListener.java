// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

/** Is told between the parts of a long computation, on the thread that computes, and may end it. */
@FunctionalInterface
public interface ProgressListener {

  /**
   * A part is done.
   *
   * @param done parts finished, 0 before the first
   * @param total all parts
   * @return whether to go on; else the computation ends with a {@link
   *     java.util.concurrent.CancellationException}
   */
  boolean goOn(int done, int total);
}
