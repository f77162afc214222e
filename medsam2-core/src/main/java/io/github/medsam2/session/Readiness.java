// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session;

/**
 * What a session will hold at most beside model and engine.
 *
 * @param embeddingBytes features of frames, in the engine's memory
 * @param objectBytes memories of all objects, on the Java heap
 * @param encodesOnce whether the features of all frames fit, so that none is computed twice; false
 *     while the length of the cine is not known
 */
public record Readiness(long embeddingBytes, long objectBytes, boolean encodesOnce) {

  /** Both together. */
  public long totalBytes() {
    return embeddingBytes + objectBytes;
  }
}
