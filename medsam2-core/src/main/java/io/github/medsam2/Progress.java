// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

/**
 * Told how far the embedding of an image is, on the thread that embeds. A network that takes long,
 * such as SAM 3, is computed in parts of a second or so on two processors; others are in one part.
 */
@FunctionalInterface
public interface Progress {

  /**
   * Called before each part and after the last but one.
   *
   * @param done parts finished
   * @param total all parts
   * @return whether to go on; else the call ends with a {@link
   *     java.util.concurrent.CancellationException}, and nothing is left open
   */
  boolean goOn(int done, int total);
}
