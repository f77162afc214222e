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

  /** Of pixels, and of what they show altogether, mm. */
  private static final double LEAST = 0.001;

  private static final double GREATEST = 10;
  private static final double FARTHEST = 600;

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
    int left = t.integer(Tag.REGION_LOCATION_MIN_X0).orElse(0);
    int top = t.integer(Tag.REGION_LOCATION_MIN_Y0).orElse(0);
    int right = t.integer(Tag.REGION_LOCATION_MAX_X1).orElse(-1);
    int bottom = t.integer(Tag.REGION_LOCATION_MAX_Y1).orElse(-1);
    Optional<PixelSpacing> spacing =
        spacing(t).filter(s -> fits(s, (double) right - left, (double) bottom - top, t));
    return new UltrasoundRegion(left, top, right, bottom, spacing);
  }

  /** Sound does not come back from farther: such a scale is of another unit than it says. */
  private static boolean fits(PixelSpacing s, double columns, double rows, Tolerant t) {
    boolean fits = s.column() * columns <= FARTHEST && s.row() * rows <= FARTHEST;
    if (!fits) {
      t.findings().add(Tag.PHYSICAL_DELTA_X, "a region wider or deeper than ultrasound; no scale");
    }
    return fits;
  }

  private static Optional<PixelSpacing> spacing(Tolerant t) {
    boolean lengths =
        t.integer(Tag.REGION_SPATIAL_FORMAT).orElse(0) == TWO_DIMENSIONAL
            && t.integer(Tag.PHYSICAL_UNITS_X_DIRECTION).orElse(0) == CENTIMETRE
            && t.integer(Tag.PHYSICAL_UNITS_Y_DIRECTION).orElse(0) == CENTIMETRE;
    if (!lengths) {
      return Optional.empty();
    }
    double x = 10 * Math.abs(t.number(Tag.PHYSICAL_DELTA_X).orElse(0));
    double y = 10 * Math.abs(t.number(Tag.PHYSICAL_DELTA_Y).orElse(0));
    boolean possible = Math.min(x, y) >= LEAST && Math.max(x, y) <= GREATEST;
    if (!possible) {
      t.findings().add(Tag.PHYSICAL_DELTA_X, "no centimetres between pixels; no scale");
      return Optional.empty();
    }
    return Optional.of(new PixelSpacing(y, x, SpacingSource.ULTRASOUND_REGION));
  }
}
