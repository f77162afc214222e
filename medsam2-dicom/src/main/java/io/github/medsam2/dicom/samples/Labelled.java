// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.samples;

import java.nio.file.Path;
import java.util.List;

/**
 * A frame of an image somebody segmented.
 *
 * @param file of the image
 * @param sopInstance of the image
 * @param frame 0-based
 * @param stored which frames of the segmentation show it, by their index
 */
record Labelled(Path file, String sopInstance, int frame, List<Integer> stored) {

  Labelled {
    stored = List.copyOf(stored);
  }

  /** Which frame it is; whose is not told. */
  @Override
  public String toString() {
    return "Labelled[frame " + frame + "]";
  }
}
