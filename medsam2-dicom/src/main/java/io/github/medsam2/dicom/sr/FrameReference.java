// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.sr;

import io.github.medsam2.error.InvalidInputException;

/**
 * A frame of an image or of a segmentation.
 *
 * @param sopInstance the object's SOP Instance UID
 * @param frame 0-based; 0 for an image without frames
 */
public record FrameReference(String sopInstance, int frame) {

  /** Checks the frame. */
  public FrameReference {
    if (frame < 0) {
      throw new InvalidInputException(
          "frame reference", "0 or more", Integer.toString(frame), "count frames from 0");
    }
  }
}
