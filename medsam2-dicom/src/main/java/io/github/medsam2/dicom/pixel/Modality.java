// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.pixel;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.FunctionalGroups;
import io.github.medsam2.dicom.data.Tag;
import java.util.function.DoubleUnaryOperator;

/** From stored values to those of the modality: rescale slope and intercept, or a table. */
public final class Modality {

  private Modality() {}

  /**
   * The transform of one frame (PS3.3 C.11.1). X-ray projections whose values are logarithmic or
   * ready for display are left as they are: their table leads back to beam intensity (C.8.7.1.1.2).
   *
   * @param frame 0-based
   */
  public static DoubleUnaryOperator of(DataSet whole, PixelLayout layout, int frame) {
    if (isProjectionForDisplay(whole)) {
      return v -> v;
    }
    DataSet d = new FunctionalGroups(whole).of(frame, Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE);
    if (d.has(Tag.MODALITY_LUT_SEQUENCE)) {
      DataSet item = d.item(Tag.MODALITY_LUT_SEQUENCE);
      LookupTable table = LookupTable.of(item, Tag.LUT_DESCRIPTOR, Tag.LUT_DATA, layout.signed());
      return v -> table.value((int) v);
    }
    double slope = d.number(Tag.RESCALE_SLOPE).orElse(1);
    double intercept = d.number(Tag.RESCALE_INTERCEPT).orElse(0);
    return v -> v * slope + intercept;
  }

  private static boolean isProjectionForDisplay(DataSet d) {
    String relationship = d.text(Tag.PIXEL_INTENSITY_RELATIONSHIP).orElse("");
    String modality = d.text(Tag.MODALITY).orElse("");
    boolean projection = modality.equals("XA") || modality.equals("RF");
    return projection && (relationship.equals("LOG") || relationship.equals("DISP"));
  }
}
