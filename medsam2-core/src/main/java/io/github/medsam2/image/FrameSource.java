// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

import static io.github.medsam2.error.InvalidInputException.requireGiven;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Frames of a cine or slices of a volume, pulled one at a time so that no caller holds them all.
 * Those of a {@link LiveFrames} come while they are followed. Implementations say whether {@link
 * #frame} may be called from several threads.
 */
public interface FrameSource {

  /**
   * Frames held in memory, in 8 bits by {@link Intensity#standard()} over all of them together.
   * Thread-safe.
   *
   * @param frames at least one, all of one size
   */
  static FrameSource of(List<Image> frames) {
    return of(frames, Intensity.standard());
  }

  /** Frames held in memory, in 8 bits by a rule over all of them together. Thread-safe. */
  static FrameSource of(List<Image> frames, Intensity intensity) {
    return MemoryFrames.of(frames, intensity);
  }

  /** The slices of a volume, in 8 bits by {@link Intensity#standard()} over it all. Thread-safe. */
  static FrameSource of(Volume volume) {
    return of(volume, Intensity.standard());
  }

  /** The slices of a volume from z = 0 on, in 8 bits by a rule over the volume. Thread-safe. */
  static FrameSource of(Volume volume, Intensity intensity) {
    return MemoryFrames.of(volume, intensity);
  }

  /** The number of frames; of a {@linkplain #isLive live} source, those that came so far. */
  int count();

  /** The lowest index that can still be read: above 0 once a live source has dropped frames. */
  default int first() {
    return 0;
  }

  /** Whether more frames may come. Once false, {@link #count} does not change any more. */
  default boolean isLive() {
    return false;
  }

  /**
   * Waits for a frame to come.
   *
   * @param index 0 or above
   * @param atMost how long
   * @return whether it has come; false when the time is over or the source ended before it
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  default boolean await(int index, Duration atMost) throws InterruptedException {
    return index < count();
  }

  /** Columns of every frame. */
  int width();

  /** Rows of every frame. */
  int height();

  /**
   * Reads one frame. The same index gives the same pixels every time.
   *
   * @param index first() to count() - 1
   */
  Image frame(int index);

  /** What becomes of a frame. */
  @FunctionalInterface
  interface Change {
    /**
     * Changes a frame.
     *
     * @param frame as it is in the source
     * @param index of the frame
     * @return an image of the same size
     */
    Image apply(Image frame, int index);
  }

  /**
   * These frames, each changed when it is asked for; nothing is kept. What the source says of
   * length, first frame and frames to come holds for them too, and they may be read from several
   * threads where the source may and the change too.
   *
   * @param change gives an image of the same size
   */
  default FrameSource map(UnaryOperator<Image> change) {
    requireGiven(change, "a change of frames");
    return mapIndexed((frame, index) -> change.apply(frame));
  }

  /** These frames, changed as by {@link #map} by a rule that goes by the index too. */
  default FrameSource mapIndexed(Change change) {
    return new MappedFrames(this, requireGiven(change, "a change of frames"));
  }
}
