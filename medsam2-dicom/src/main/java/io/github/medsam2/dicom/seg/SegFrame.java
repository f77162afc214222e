// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.seg;

import io.github.medsam2.dicom.volume.Place;
import java.util.List;
import java.util.Optional;

/**
 * What a stored frame of a segmentation shows.
 *
 * @param index its place among the stored frames, 0-based
 * @param segment the segment, 0 in label maps
 * @param sources the frames it was made of, as far as the object says
 * @param place where it lies in the patient, if it does
 */
public record SegFrame(int index, int segment, List<Source> sources, Optional<Place> place) {

  /**
   * A frame that a segmentation was made of.
   *
   * @param sopInstance the object; empty where the segmentation refers to none
   * @param frame 0-based
   */
  public record Source(String sopInstance, int frame) {}

  /** Copies the list. */
  public SegFrame {
    sources = List.copyOf(sources);
  }
}
