// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.pixel;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.Findings;
import io.github.medsam2.dicom.data.FunctionalGroups;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.Tolerant;
import io.github.medsam2.dicom.error.DicomException;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** From stored values to those of the modality: rescale slope and intercept, or a table. */
public final class Modality {

  private Modality() {}

  /**
   * The transform of one frame (PS3.3 C.11.1). X-ray projections whose values are logarithmic or
   * ready for display are left as they are: their table leads back to beam intensity (C.8.7.1.1.2).
   * So are values whose rescaling is malformed, with a finding.
   *
   * @param frame 0-based
   */
  public static DoubleUnaryOperator of(
      DataSet whole, PixelLayout layout, int frame, Findings findings) {
    if (isProjectionForDisplay(whole)) {
      return v -> v;
    }
    DataSet d = new FunctionalGroups(whole).of(frame, Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE);
    LookupTable table = table(d, layout, findings);
    return table == null ? linear(new Tolerant(d, findings)) : v -> table.value((int) v);
  }

  private static @Nullable LookupTable table(DataSet d, PixelLayout layout, Findings findings) {
    if (!d.has(Tag.MODALITY_LUT_SEQUENCE)) {
      return null;
    }
    DataSet item = d.item(Tag.MODALITY_LUT_SEQUENCE);
    try {
      return LookupTable.of(item, Tag.LUT_DESCRIPTOR, Tag.LUT_DATA, layout.signed());
    } catch (DicomException e) {
      findings.add(Tag.MODALITY_LUT_SEQUENCE, "malformed; values are as stored, or rescaled");
      return null;
    }
  }

  private static DoubleUnaryOperator linear(Tolerant d) {
    double slope = d.number(Tag.RESCALE_SLOPE).orElse(1);
    double intercept = d.number(Tag.RESCALE_INTERCEPT).orElse(0);
    if (slope == 0) {
      d.findings().add(Tag.RESCALE_SLOPE, "0, which makes all values one; values are as stored");
      return v -> v;
    }
    return v -> v * slope + intercept;
  }

  private static boolean isProjectionForDisplay(DataSet d) {
    boolean projection = d.says(Tag.MODALITY, "XA") || d.says(Tag.MODALITY, "RF");
    String relationship = d.term(Tag.PIXEL_INTENSITY_RELATIONSHIP);
    return projection && (relationship.equals("LOG") || relationship.equals("DISP"));
  }
}
