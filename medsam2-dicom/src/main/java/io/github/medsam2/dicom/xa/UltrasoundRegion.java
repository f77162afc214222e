// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.xa;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.Findings;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.Tolerant;
import java.util.List;
import java.util.Optional;

/**
 * A part of an ultrasound image with a scale of its own (PS3.3 C.8.5.5): tissue, a spectrum, an
 * electrocardiogram. What lies outside of all is decoration.
 *
 * @param left first column
 * @param top first row
 * @param right last column
 * @param bottom last row
 * @param spacing distance of its pixels; empty where its axes are not both lengths
 */
public record UltrasoundRegion(
    int left, int top, int right, int bottom, Optional<PixelSpacing> spacing) {
  private static final int TWO_DIMENSIONAL = 1;
  private static final int CENTIMETRE = 3;

  /** Whether a pixel lies in it. */
  public boolean contains(double x, double y) {
    return x >= left && y >= top && x < right + 1 && y < bottom + 1;
  }

  static List<UltrasoundRegion> of(DataSet d, Findings findings) {
    return d.items(Tag.SEQUENCE_OF_ULTRASOUND_REGIONS).stream()
        .map(item -> of(new Tolerant(item, findings)))
        .toList();
  }

  private static UltrasoundRegion of(Tolerant t) {
    return new UltrasoundRegion(
        t.integer(Tag.REGION_LOCATION_MIN_X0).orElse(0),
        t.integer(Tag.REGION_LOCATION_MIN_Y0).orElse(0),
        t.integer(Tag.REGION_LOCATION_MAX_X1).orElse(-1),
        t.integer(Tag.REGION_LOCATION_MAX_Y1).orElse(-1),
        spacing(t));
  }

  private static Optional<PixelSpacing> spacing(Tolerant t) {
    boolean lengths =
        t.integer(Tag.REGION_SPATIAL_FORMAT).orElse(0) == TWO_DIMENSIONAL
            && t.integer(Tag.PHYSICAL_UNITS_X_DIRECTION).orElse(0) == CENTIMETRE
            && t.integer(Tag.PHYSICAL_UNITS_Y_DIRECTION).orElse(0) == CENTIMETRE;
    double x = 10 * Math.abs(t.number(Tag.PHYSICAL_DELTA_X).orElse(0));
    double y = 10 * Math.abs(t.number(Tag.PHYSICAL_DELTA_Y).orElse(0));
    return lengths && x > 0 && y > 0 && x < 1e6 && y < 1e6
        ? Optional.of(new PixelSpacing(y, x, SpacingSource.ULTRASOUND_REGION))
        : Optional.empty();
  }
}
