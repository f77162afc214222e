// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.samples;

import java.nio.file.Path;
import java.util.List;

/**
 * A sample before its pixels are read.
 *
 * @param segmentation its file
 * @param frames of the images, next to each other
 * @param segments the numbers of those that may be seen there
 */
record Planned(
    String id, String group, Path segmentation, List<Labelled> frames, List<Integer> segments) {

  Planned {
    frames = List.copyOf(frames);
    segments = List.copyOf(segments);
  }

  /** The number of frames; whose they are is not told. */
  @Override
  public String toString() {
    return "Planned[" + frames.size() + " frames, " + segments.size() + " segments]";
  }
}
