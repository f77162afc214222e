// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.xa;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.Findings;
import io.github.medsam2.dicom.data.FunctionalGroups;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.Tolerant;
import java.util.Arrays;
import java.util.Optional;

/** The pixel spacing at the detector, held against what the object says of the detector itself. */
final class DetectorSpacing {
  private static final double LEAST = 0.01;
  private static final double GREATEST = 2;

  /** The largest detectors are 43 cm wide. */
  private static final double LARGEST_DETECTOR = 600;

  private static final double BEYOND_DETECTOR = 1.1;

  /** Fields of view are nominal: of round intensifiers, and given in whole millimetres. */
  private static final double BEYOND_FIELD = 1.25;

  /** Pixels made smaller than those of the detector by interpolation, at most by half. */
  private static final double PART_OF_ELEMENT = 0.5;

  private DetectorSpacing() {}

  static Optional<PixelSpacing> of(DataSet d, FunctionalGroups groups, Findings findings) {
    Tolerant top = new Tolerant(d, findings);
    DataSet properties = groups.of(0, Tag.FRAME_PIXEL_DATA_PROPERTIES_SEQUENCE);
    Tolerant frame = new Tolerant(properties, findings);
    return PixelSpacing.pair(top, Tag.IMAGER_PIXEL_SPACING, SpacingSource.DETECTOR)
        .or(() -> PixelSpacing.pair(frame, Tag.IMAGER_PIXEL_SPACING, SpacingSource.DETECTOR))
        .filter(s -> isPossible(s, top, groups))
        .filter(s -> PictureSize.fits(s, d, Tag.IMAGER_PIXEL_SPACING, findings));
  }

  private static boolean isPossible(PixelSpacing s, Tolerant d, FunctionalGroups groups) {
    double least = Math.min(s.row(), s.column());
    double greatest = Math.max(s.row(), s.column());
    double width =
        Math.max(
            s.row() * d.integer(Tag.ROWS).orElse(0), s.column() * d.integer(Tag.COLUMNS).orElse(0));
    if (least < LEAST || greatest > GREATEST || width > LARGEST_DETECTOR) {
      return refused(d, "no millimetres between pixels of an X-ray detector; not used");
    }
    Tolerant detector =
        new Tolerant(groups.of(0, Tag.FRAME_DETECTOR_PARAMETERS_SEQUENCE), d.findings());
    Tolerant field = new Tolerant(groups.of(0, Tag.FIELD_OF_VIEW_SEQUENCE), d.findings());
    boolean inside =
        width <= BEYOND_DETECTOR * largest(detector, Tag.DETECTOR_ACTIVE_DIMENSIONS)
            && width <= BEYOND_FIELD * largest(field, Tag.FIELD_OF_VIEW_DIMENSIONS);
    if (!inside) {
      return refused(d, "a picture larger than the detector or its field of view; not used");
    }
    double[] element = detector.doubles(Tag.DETECTOR_ELEMENT_SPACING);
    double smallest = Arrays.stream(element).min().orElse(0);
    return least >= PART_OF_ELEMENT * smallest
        || refused(d, "far smaller than the elements of the detector; not used");
  }

  /** The largest value, or no limit where there is none above 0. */
  private static double largest(Tolerant d, Tag tag) {
    double most = Arrays.stream(d.doubles(tag)).max().orElse(0);
    return most > 0 ? most : Double.POSITIVE_INFINITY;
  }

  private static boolean refused(Tolerant d, String why) {
    d.findings().add(Tag.IMAGER_PIXEL_SPACING, why);
    return false;
  }
}
