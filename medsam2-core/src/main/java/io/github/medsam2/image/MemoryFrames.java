// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

import static io.github.medsam2.error.InvalidInputException.requireGiven;

import io.github.medsam2.error.InvalidInputException;
import java.util.List;
import java.util.function.IntFunction;

/** Frames that lie in memory, brought to 8 bits one at a time by a ramp fitted to all of them. */
record MemoryFrames(int count, int width, int height, Ramp ramp, IntFunction<Image> raw)
    implements FrameSource {

  static FrameSource of(List<Image> frames, Intensity intensity) {
    requireGiven(frames, "frames").forEach(f -> requireGiven(f, "a frame"));
    List<Image> all = List.copyOf(frames);
    if (all.isEmpty()) {
      throw new InvalidInputException("frames", "at least one", "none", "give the frames");
    }
    Image first = all.get(0);
    for (int i = 1; i < all.size(); i++) {
      Image frame = all.get(i);
      if (frame.width() != first.width() || frame.height() != first.height()) {
        throw new InvalidInputException(
            "frame " + i,
            "the size of frame 0, " + first.width() + "x" + first.height(),
            frame.width() + "x" + frame.height(),
            "resize the frame or leave it out");
      }
    }
    Ramp ramp = Ramp.of(intensity, all.stream().map(Image::samples).toList());
    return new MemoryFrames(all.size(), first.width(), first.height(), ramp, all::get);
  }

  static FrameSource of(Volume volume, Intensity intensity) {
    Ramp ramp = Ramp.of(intensity, List.of(volume.samples()));
    return new MemoryFrames(volume.depth(), volume.width(), volume.height(), ramp, volume::slice);
  }

  @Override
  public Image frame(int index) {
    if (index < 0 || index >= count) {
      throw new InvalidInputException(
          "frame", "0 to " + (count - 1), index + "", "ask for a frame that is there");
    }
    Image frame = raw.apply(index);
    return ramp.isIdentity()
        ? frame
        : Image.of(width, height, frame.channels(), PixelType.UINT8, ramp.apply(frame.samples()));
  }

  /** {@code 20 frames of 512x512}. */
  @Override
  public String toString() {
    return count + " frames of " + width + "x" + height;
  }
}
