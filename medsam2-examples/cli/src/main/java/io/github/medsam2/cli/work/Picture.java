// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.work;

import io.github.medsam2.batch.input.CineInput;
import io.github.medsam2.batch.input.FileType;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.io.ImageFile;
import java.nio.file.Path;
import java.util.Optional;

/** One picture of a file: PNG or JPEG, or a frame of a DICOM object. */
public final class Picture {

  private Picture() {}

  /**
   * Reads it.
   *
   * @param frame from 1, for DICOM; none for the middle one
   */
  public static Image read(Path file, Optional<Integer> frame) {
    if (FileType.of(file) != FileType.DICOM) {
      if (frame.isPresent()) {
        throw new InvalidInputException(
            "frame", "a DICOM file to choose it from", "another file", "leave --frame out");
      }
      return ImageFile.read(file);
    }
    try (CineInput cine = CineInput.open(file)) {
      FrameSource frames = cine.frames();
      return frames.frame(number(frame, frames.count()));
    }
  }

  /** The index from 0 of a frame counted from 1; the middle one where none is named. */
  public static int number(Optional<Integer> frame, int count) {
    int number = frame.orElse(count / 2 + 1);
    if (number < 1 || number > count) {
      throw new InvalidInputException(
          "frame", "1 to " + count, Integer.toString(number), "choose a frame of the file");
    }
    return number - 1;
  }

  /** A mask of a picture: everything that is not 0. */
  public static Mask mask(Path file, int width, int height) {
    Image picture = ImageFile.read(file).toGray();
    if (picture.width() != width || picture.height() != height) {
      throw new InvalidInputException(
          "mask picture",
          width + "x" + height + ", the image's size",
          picture.width() + "x" + picture.height(),
          "give a mask of the whole image");
    }
    float[] values = picture.plane(0);
    byte[] inside = new byte[values.length];
    for (int i = 0; i < inside.length; i++) {
      inside[i] = (byte) (values[i] > 0 ? 1 : 0);
    }
    return Mask.of(width, height, inside);
  }
}
