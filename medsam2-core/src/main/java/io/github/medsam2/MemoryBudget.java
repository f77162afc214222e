// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.net.config.ModelConfig;

/**
 * How much a session may keep. Its memory grows up to this and no further, however long the cine:
 * what is beyond is recomputed (features) or forgotten (tracked frames). Beside it the scores of
 * tracked frames stay, 2 KiB per frame, object and direction at 512 pixels; those of live frames go
 * with the frames.
 *
 * @param embeddings bytes of image features kept; at least those of two frames are
 * @param trackedFrames tracked frames remembered per object and direction, at least 16; older ones
 *     cannot be corrected with the memory of their neighbours
 * @param promptedFrames conditioning frames remembered per object, at least 1; beyond them the one
 *     furthest in time from the frame just prompted is forgotten with its prompts. 0 for all: then
 *     memory grows with what is prompted, and with nothing else
 */
public record MemoryBudget(long embeddings, int trackedFrames, int promptedFrames) {
  /** 256 MiB of features: 64 frames at 512 pixels; 32 tracked frames; all prompted frames. */
  public static final MemoryBudget DEFAULT = new MemoryBudget(256L << 20, 32);

  /** A budget that remembers all prompted frames. */
  public MemoryBudget(long embeddings, int trackedFrames) {
    this(embeddings, trackedFrames, 0);
  }

  /** Checks the sizes. */
  public MemoryBudget {
    if (embeddings < 0 || trackedFrames < 16 || promptedFrames < 0) {
      throw new InvalidInputException(
          "memory budget",
          "0 or more bytes of features, 16 or more tracked and 0 or more prompted frames",
          embeddings + " bytes, " + trackedFrames + " and " + promptedFrames + " frames",
          "give a larger budget");
    }
  }

  /** Bytes of one frame's features. */
  static long bytesOfFrame(ModelConfig config) {
    long cells = (long) config.grid() * config.grid();
    long tokens = cells * config.width();
    return Float.BYTES * (config.decoder().highResolution() ? 4 * tokens : tokens);
  }

  /** Bytes one object holds at most: tracked frames of both directions and conditioning ones. */
  long bytesOfObject(ModelConfig config, int conditioning) {
    long logits = (long) config.maskSize() * config.maskSize() * Float.BYTES;
    long cells = (long) config.grid() * config.grid();
    long memory = cells * config.memory().width() * Short.BYTES;
    long frame = logits + memory + (long) config.width() * Float.BYTES;
    return frame * (2L * trackedFrames + conditioning);
  }

  int frames(ModelConfig config) {
    return (int) Math.min(1 << 20, Math.max(2, embeddings / bytesOfFrame(config)));
  }
}
