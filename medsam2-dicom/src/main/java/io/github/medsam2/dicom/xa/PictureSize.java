// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.xa;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.Findings;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.Tolerant;

/**
 * Whether a picture can be as large as its spacing makes it. One of a spacing in centimetres, or of
 * another picture, has a side that neither a detector nor a patient has.
 */
final class PictureSize {
  /** The largest detectors are 43 cm wide. */
  private static final double LARGEST_PROJECTION = 600;

  /** A patient from head to foot. */
  private static final double LARGEST = 2500;

  /** The smallest fields of view in use show 4 cm at the detector. */
  private static final double SMALLEST_PROJECTION = 20;

  /** Pictures of fewer pixels may be cut out of larger ones. */
  private static final int WHOLE = 256;

  private PictureSize() {}

  /** Tells where it cannot be. */
  static boolean fits(PixelSpacing s, DataSet d, Tag tag, Findings findings) {
    Tolerant t = new Tolerant(d, findings);
    int rows = t.integer(Tag.ROWS).orElse(0);
    int columns = t.integer(Tag.COLUMNS).orElse(0);
    double side = Math.max(rows * s.row(), columns * s.column());
    boolean projection = d.says(Tag.MODALITY, "XA") || d.says(Tag.MODALITY, "RF");
    boolean whole = projection && Math.max(rows, columns) >= WHOLE;
    boolean fits =
        side <= (projection ? LARGEST_PROJECTION : LARGEST)
            && (!whole || side >= SMALLEST_PROJECTION);
    if (!fits) {
      findings.add(tag, "makes the picture larger or smaller than one can be; not used");
    }
    return fits;
  }
}
