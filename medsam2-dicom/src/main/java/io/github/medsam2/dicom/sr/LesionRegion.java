// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.sr;

import io.github.medsam2.dicom.derived.Polyline;
import io.github.medsam2.error.InvalidInputException;

/** Where on the image a lesion is. */
public sealed interface LesionRegion {

  /**
   * What one frame of a segmentation shows.
   *
   * @param segmentation the frame of the SEG object
   */
  record SegmentFrame(FrameReference segmentation) implements LesionRegion {}

  /**
   * A segment with all its frames.
   *
   * @param sopInstance the SEG object
   * @param number of the segment there, 1 or more
   */
  record Segment(String sopInstance, int number) implements LesionRegion {

    /** Checks the number. */
    public Segment {
      if (number < 1 || number > 0xffff) {
        throw new InvalidInputException(
            "segment number", "1 to 65535", Integer.toString(number), "count segments from 1");
      }
    }
  }

  /**
   * An outline on the image.
   *
   * @param line ends where it began
   */
  record Outline(Polyline line) implements LesionRegion {

    /** Checks that it is closed. */
    public Outline {
      if (!line.isClosed()) {
        throw new InvalidInputException(
            "outline of a region", "a closed line", "an open one", "end it where it began");
      }
    }
  }
}
