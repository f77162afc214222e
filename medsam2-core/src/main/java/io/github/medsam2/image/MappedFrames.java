// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

import io.github.medsam2.error.InvalidInputException;
import java.time.Duration;

/**
 * Frames of a source, each changed when it is asked for.
 *
 * @param frames the source, which says what is there and what is to come
 * @param change what becomes of a frame
 */
record MappedFrames(FrameSource frames, FrameSource.Change change) implements FrameSource {

  @Override
  public int count() {
    return frames.count();
  }

  @Override
  public int first() {
    return frames.first();
  }

  @Override
  public boolean isLive() {
    return frames.isLive();
  }

  @Override
  public boolean await(int index, Duration atMost) throws InterruptedException {
    return frames.await(index, atMost);
  }

  @Override
  public int width() {
    return frames.width();
  }

  @Override
  public int height() {
    return frames.height();
  }

  @Override
  public Image frame(int index) {
    Image frame = frames.frame(index);
    if (frame == null) {
      throw wrong(index, "an image of its source", "null");
    }
    Image changed = change.apply(frame, index);
    if (changed == null) {
      throw wrong(index, "an image from the change", "null");
    }
    if (changed.width() != width() || changed.height() != height()) {
      throw wrong(
          index,
          "a change that keeps the size, " + width() + "x" + height(),
          changed.width() + "x" + changed.height());
    }
    return changed;
  }

  private static InvalidInputException wrong(int index, String expected, String found) {
    return new InvalidInputException("frame " + index, expected, found, "correct it");
  }

  @Override
  public String toString() {
    return frames + ", changed";
  }
}
