// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.seg;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.error.DicomException;
import java.util.Arrays;

/** How the pixels of a segmentation are meant (PS3.3 C.8.20.2.3). */
public enum SegmentationType {
  /** One bit a pixel and segment. Segments may overlap. Every reader knows it. */
  BINARY("1.2.840.10008.5.1.4.1.1.66.4"),
  /** One byte a pixel and segment: the probability, in parts of the maximum. */
  FRACTIONAL("1.2.840.10008.5.1.4.1.1.66.4"),
  /**
   * One number a pixel: that of its segment, 0 for none. Introduced in 2023; few readers know it.
   */
  LABELMAP("1.2.840.10008.5.1.4.1.1.66.7");

  private final String sopClass;

  SegmentationType(String sopClass) {
    this.sopClass = sopClass;
  }

  /** What an object says it is. */
  static SegmentationType of(DataSet object) {
    String said = object.term(Tag.SEGMENTATION_TYPE);
    return Arrays.stream(values())
        .filter(t -> t.name().equals(said))
        .findFirst()
        .orElseThrow(
            () ->
                new DicomException(
                    Tag.SEGMENTATION_TYPE.toString(),
                    "BINARY, FRACTIONAL or LABELMAP",
                    said.isEmpty() ? "none" : "another",
                    "give a segmentation object"));
  }

  /** The SOP class of objects of this type. */
  public String sopClass() {
    return sopClass;
  }
}
