// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session.run;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.PixelType;
import java.time.Duration;

/**
 * Frames of a source that keeps its word: their size, and the length of a recording, are those it
 * said when the session was opened; each frame is there, of that size and of 8 bits. What a source
 * throws names the frame, and stays as the cause; errors and this library's own exceptions pass.
 */
public final class CheckedFrames implements FrameSource {
  private final FrameSource source;
  private final int width;
  private final int height;
  private final int recorded;

  private CheckedFrames(FrameSource source, int width, int height, int recorded) {
    this.source = source;
    this.width = width;
    this.height = height;
    this.recorded = recorded;
  }

  /**
   * Looks at what a source says of itself.
   *
   * @throws InvalidInputException for a recording without frames, or a size below 1
   */
  public static CheckedFrames of(FrameSource source) {
    int width = source.width();
    int height = source.height();
    int count = source.count();
    boolean live = source.isLive();
    if (width < 1 || height < 1) {
      throw said("a size of 1x1 or more", width + "x" + height);
    }
    if (count < 0 || (count == 0 && !live)) {
      throw said(live ? "0 or more frames" : "at least one frame", count + " frames");
    }
    return new CheckedFrames(source, width, height, live ? -1 : count);
  }

  private static InvalidInputException said(String expected, String found) {
    return new InvalidInputException("source of frames", expected, found, "give other frames");
  }

  @Override
  public int count() {
    return recorded < 0 ? Math.max(0, source.count()) : recorded;
  }

  @Override
  public int first() {
    return Math.max(0, Math.min(source.first(), count()));
  }

  @Override
  public boolean isLive() {
    return recorded < 0 && source.isLive();
  }

  @Override
  public boolean await(int index, Duration atMost) throws InterruptedException {
    return source.await(index, atMost);
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public Image frame(int index) {
    Image frame = read(index);
    if (frame == null) {
      throw new InvalidInputException(
          "frame " + index, "an image of " + width + "x" + height, "null", "correct the source");
    }
    if (frame.width() != width || frame.height() != height) {
      throw new InvalidInputException(
          "frame " + index,
          "the size its source says, " + width + "x" + height,
          frame.width() + "x" + frame.height(),
          "bring all frames to one size");
    }
    if (frame.type() != PixelType.UINT8) {
      throw new InvalidInputException(
          "frame " + index,
          "samples of 8 bits",
          "samples of type " + frame.type(),
          "map all frames with one rule, as FrameSource.of does");
    }
    return frame;
  }

  // A source written in a language without checked exceptions may throw any.
  private Image read(int index) {
    try {
      return source.frame(index);
    } catch (MedSam2Exception e) {
      throw e;
    } catch (Exception e) {
      throw new MedSam2Exception(
          "frame " + index,
          "an image from its source",
          e.getClass().getName(),
          "see the cause; the frame can be asked for again",
          e);
    }
  }

  @Override
  public String toString() {
    return source.toString();
  }
}
