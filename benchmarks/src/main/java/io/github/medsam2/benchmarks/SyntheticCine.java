// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.benchmarks;

import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Image;

/**
 * Frames of a disk that moves over a pattern, made when asked for: a cine of any length takes no
 * memory. Thread-safe.
 *
 * @param count the number of frames
 */
record SyntheticCine(int count) implements FrameSource {

  @Override
  public int width() {
    return EmbedAndPrompt.SIDE;
  }

  @Override
  public int height() {
    return EmbedAndPrompt.SIDE;
  }

  @Override
  public Image frame(int index) {
    return EmbedAndPrompt.image(index % 60);
  }
}
