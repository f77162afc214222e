// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.presentation;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.Tag;

/** The side a series is of, which must be said, or left open, where no body part rules it out. */
final class Laterality {

  private Laterality() {}

  static void addTo(DataSetBuilder b, DataSet source) {
    if (!b.build().has(Tag.BODY_PART_EXAMINED)) {
      b.empty(Tag.LATERALITY).copy(source, Tag.LATERALITY);
    }
  }
}
