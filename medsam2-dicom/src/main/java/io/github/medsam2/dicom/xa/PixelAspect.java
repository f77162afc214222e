// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.xa;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.Findings;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.Tolerant;
import java.util.Optional;

/** What an object says of the shape of its pixels apart from their spacing (PS3.3 C.7.6.3.1.7). */
final class PixelAspect {
  private static final double EQUAL = 0.01;

  private PixelAspect() {}

  /** Tells of pixels that are not square where nothing else does, or not as the spacing says. */
  static void check(DataSet d, Optional<PixelSpacing> spacing, Findings findings) {
    int[] ratio = new Tolerant(d, findings).ints(Tag.PIXEL_ASPECT_RATIO);
    if (ratio.length == 0) {
      return;
    }
    if (ratio.length != 2 || ratio[0] <= 0 || ratio[1] <= 0) {
      findings.add(Tag.PIXEL_ASPECT_RATIO, "not two numbers above 0; not used");
      return;
    }
    double said = (double) ratio[0] / ratio[1];
    double there = spacing.map(s -> s.row() / s.column()).orElse(1.0);
    if (Math.abs(said / there - 1) > EQUAL) {
      findings.add(
          Tag.PIXEL_ASPECT_RATIO,
          spacing.isPresent()
              ? "differs from the pixel spacing, which is used"
              : "pixels are not square: lengths in pixels depend on their direction");
    }
  }
}
