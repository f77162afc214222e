// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.privacy;

import io.github.medsam2.dicom.pixel.DicomFrames;
import io.github.medsam2.dicom.pixel.Photometric;
import io.github.medsam2.dicom.pixel.PixelLayout;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Bounds;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Image;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** Makes rectangles of frames black. */
final class BlankedFrames {
  private final DicomFrames frames;
  private final List<Bounds> rectangles;

  private BlankedFrames(DicomFrames frames, List<Bounds> rectangles) {
    this.frames = frames;
    this.rectangles = rectangles;
    for (Bounds r : rectangles) {
      boolean inside =
          r.x() >= 0
              && r.y() >= 0
              && r.width() >= 1
              && r.height() >= 1
              && (long) r.x() + r.width() <= frames.width()
              && (long) r.y() + r.height() <= frames.height();
      if (!inside) {
        throw new InvalidInputException(
            "rectangle to blank",
            "one within " + frames.width() + "x" + frames.height(),
            r.toString(),
            "correct the rectangle");
      }
    }
  }

  /** Frames whose rectangles are black. */
  static FrameSource of(DicomFrames frames, List<Bounds> rectangles) {
    return frames.map(new BlankedFrames(frames, rectangles)::blanked);
  }

  private Image blanked(Image frame) {
    int pixel = frame.channels() * frame.type().bytes();
    byte[] bytes = new byte[frame.width() * frame.height() * pixel];
    frame.pixels().get(bytes);
    byte[] black = black(frame.channels(), frame.type().bytes());
    for (Bounds r : rectangles) {
      for (int y = r.y(); y < r.y() + r.height(); y++) {
        for (int x = r.x(); x < r.x() + r.width(); x++) {
          System.arraycopy(black, 0, bytes, (y * frame.width() + x) * pixel, pixel);
        }
      }
    }
    return Image.of(
        frame.width(), frame.height(), frame.channels(), frame.type(), ByteBuffer.wrap(bytes));
  }

  /** The least stored value; for MONOCHROME1, which shows it white, the greatest. */
  private byte[] black(int channels, int bytes) {
    PixelLayout layout = frames.layout();
    if (channels == 3) {
      return new byte[3 * bytes];
    }
    boolean inverted = layout.photometric() == Photometric.MONOCHROME1;
    int value = inverted ? layout.min() + layout.values() - 1 : layout.min();
    byte[] wide =
        ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
    return Arrays.copyOf(wide, bytes);
  }
}
