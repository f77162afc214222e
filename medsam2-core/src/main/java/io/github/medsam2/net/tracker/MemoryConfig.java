// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.tracker;

/**
 * Sizes of memory encoder and memory attention.
 *
 * @param width channels of a memory
 * @param layers layers of memory attention
 * @param feedForward hidden width of their feed-forward part
 * @param frames memory maps seen at once, the conditioning ones counted as one
 * @param fuserLayers blocks that mix mask and features
 * @param pointerTimes whether pointers carry a learned encoding of their distance in frames
 * @param absentEmbedding whether memories of frames without the object are marked
 */
public record MemoryConfig(
    int width,
    int layers,
    int feedForward,
    int frames,
    int fuserLayers,
    boolean pointerTimes,
    boolean absentEmbedding) {
  /** Nothing is remembered. */
  public static final MemoryConfig NONE = new MemoryConfig(0, 0, 0, 0, 0, false, false);

  /** Whether nothing is remembered. */
  public boolean isNone() {
    return frames == 0;
  }
}
