// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.xa;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.Vr;

/** How stored values of X-ray images relate to the beam (0028,1040); PS3.3 C.8.7.1.1.2. */
public enum PixelIntensity {
  /** Proportional to the beam's intensity I. */
  LIN,
  /**
   * Logarithmic: stored value = max ln(I) / ln(65535), where max is the largest stored value and I
   * the intensity as 1 to 65535. The way back is written as the modality lookup table.
   */
  LOG,
  /** Ready to be displayed. */
  DISP;

  void addTo(DataSetBuilder to, int bitsStored) {
    to.text(Tag.PIXEL_INTENSITY_RELATIONSHIP, name());
    if (this == LOG) {
      to.items(Tag.MODALITY_LUT_SEQUENCE, toLinear(bitsStored));
    }
  }

  private static DataSet toLinear(int bits) {
    int values = 1 << bits;
    byte[] table = new byte[2 * values];
    for (int v = 0; v < values; v++) {
      long intensity = Math.round(Math.pow(65535, v / (values - 1.0)));
      table[2 * v] = (byte) intensity;
      table[2 * v + 1] = (byte) (intensity >> 8);
    }
    // The number of entries is 0 where it is 65536.
    return DataSet.builder()
        .ints(Tag.LUT_DESCRIPTOR, values & 0xffff, 0, 16)
        .text(Tag.MODALITY_LUT_TYPE, "US")
        .bytes(Tag.LUT_DATA, Vr.OW, table)
        .build();
  }
}
