// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session.run;

import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.session.MemoryBudget;
import io.github.medsam2.session.Readiness;

/**
 * What a budget comes to with the sizes of a model.
 *
 * @param config the model
 * @param budget what a session may keep
 */
record Needs(ModelConfig config, MemoryBudget budget) {
  /** Two frames' features are always kept: of the frame at hand and of the next. */
  private static final int LEAST = 2;

  /** Frames whose features are kept. */
  int frames() {
    return (int) Math.min(1 << 20, Math.max(LEAST, budget.embeddings() / bytesOfFrame()));
  }

  /** What a session over a cine of a length will hold for a number of objects. */
  Readiness readiness(int length, int objects) {
    int kept = Math.min(length, frames());
    long conditioning = Math.max(LEAST, budget.promptedFrames());
    return new Readiness(
        kept * bytesOfFrame(), objects * bytesOfObject(conditioning), kept == length);
  }

  /** Bytes of one frame's features. */
  private long bytesOfFrame() {
    long cells = (long) config.grid() * config.grid();
    long tokens = cells * config.width();
    return Float.BYTES * (config.decoder().highResolution() ? 4 * tokens : tokens);
  }

  /** Bytes one object holds at most: tracked frames of both directions and conditioning ones. */
  private long bytesOfObject(long conditioning) {
    long logits = (long) config.maskSize() * config.maskSize() * Float.BYTES;
    long cells = (long) config.grid() * config.grid();
    long memory = cells * config.memory().width() * Short.BYTES;
    long frame = logits + memory + (long) config.width() * Float.BYTES;
    return frame * (2L * budget.trackedFrames() + conditioning);
  }
}
