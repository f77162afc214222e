// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.xa;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.Findings;
import io.github.medsam2.dicom.data.FunctionalGroups;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.Tolerant;
import io.github.medsam2.error.InvalidInputException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The distance of pixel centres, and what it is worth. An object without any source has none.
 *
 * @param row mm from one row to the next
 * @param column mm from one column to the next
 * @param source where it comes from
 */
public record PixelSpacing(double row, double column, SpacingSource source) {
  private static final double SAME = 1e-4;

  /** Microscopy of tissue below, the largest pixels of emission tomography above; mm. */
  private static final double LEAST = 0.001;

  private static final double GREATEST = 20;
  private static final double MOST_UNEQUAL = 12;

  /** Checks that both are above 0. */
  public PixelSpacing {
    if (!(row > 0 && column > 0 && row < 1e6 && column < 1e6)) {
      throw new InvalidInputException(
          "pixel spacing", "millimetres above 0", row + " and " + column, "correct the spacing");
    }
  }

  /**
   * A spacing from an object of known size in the image.
   *
   * @param knownMm its size in mm
   * @param measuredPixels its size in pixels
   */
  public static PixelSpacing calibrated(double knownMm, double measuredPixels) {
    if (!(knownMm > 0 && measuredPixels > 0)) {
      throw new InvalidInputException(
          "calibration",
          "a size in mm and in pixels, both above 0",
          knownMm + " mm and " + measuredPixels + " pixels",
          "measure the object");
    }
    double mm = knownMm / measuredPixels;
    return new PixelSpacing(mm, mm, SpacingSource.USER_CALIBRATED);
  }

  static Optional<PixelSpacing> of(DataSet d, XaGeometry geometry, Findings findings) {
    if (d.has(Tag.SEQUENCE_OF_ULTRASOUND_REGIONS)) {
      return ultrasound(UltrasoundRegion.of(d, findings), findings);
    }
    FunctionalGroups groups = new FunctionalGroups(d);
    PixelSpacing detector = DetectorSpacing.of(d, groups, findings).orElse(null);
    Tolerant calibration =
        new Tolerant(groups.of(0, Tag.PROJECTION_PIXEL_CALIBRATION_SEQUENCE), findings);
    Optional<PixelSpacing> object =
        pair(calibration, Tag.OBJECT_PIXEL_SPACING_IN_CENTER_OF_BEAM, SpacingSource.PATIENT)
            .filter(
                s -> PictureSize.fits(s, d, Tag.OBJECT_PIXEL_SPACING_IN_CENTER_OF_BEAM, findings));
    if (object.isPresent()) {
      Tag tag = Tag.OBJECT_PIXEL_SPACING_IN_CENTER_OF_BEAM;
      return object.get().magnifies(detector, tag, findings)
          ? object
          : Optional.ofNullable(detector);
    }
    Optional<PixelSpacing> patient = patient(d, findings);
    if (patient.isEmpty()) {
      return Optional.ofNullable(detector).map(p -> p.atIsocentre(geometry.magnification()));
    }
    if (patient.get().same(detector)) {
      return uncorrected(patient.get(), detector, findings);
    }
    return patient.get().magnifies(detector, Tag.PIXEL_SPACING, findings)
        ? patient
        : Optional.ofNullable(detector);
  }

  private static Optional<PixelSpacing> patient(DataSet d, Findings findings) {
    boolean calibrated =
        d.says(Tag.PIXEL_SPACING_CALIBRATION_TYPE, "GEOMETRY")
            || d.says(Tag.PIXEL_SPACING_CALIBRATION_TYPE, "FIDUCIAL");
    SpacingSource source = calibrated ? SpacingSource.PATIENT : SpacingSource.PATIENT_UNSPECIFIED;
    return pair(new Tolerant(d, findings), Tag.PIXEL_SPACING, source)
        .filter(s -> PictureSize.fits(s, d, Tag.PIXEL_SPACING, findings));
  }

  /** Equal to the detector's, it was not corrected, whatever is said of it (10.7.1.3). */
  private static Optional<PixelSpacing> uncorrected(
      PixelSpacing patient, @Nullable PixelSpacing detector, Findings findings) {
    if (patient.source == SpacingSource.PATIENT) {
      findings.add(
          Tag.PIXEL_SPACING_CALIBRATION_TYPE,
          "says calibrated, but the spacing is the detector's own; not used as one in the patient");
    }
    return Optional.ofNullable(detector);
  }

  /** Whether this can be what the detector's spacing is in the patient: less, but not by far. */
  private boolean magnifies(@Nullable PixelSpacing detector, Tag tag, Findings findings) {
    if (detector == null) {
      return true;
    }
    boolean rows = Magnification.isPossible(detector.row / row);
    boolean columns = Magnification.isPossible(detector.column / column);
    if (!rows || !columns) {
      findings.add(tag, "not between a fifth of the detector's spacing and all of it; not used");
    }
    return rows && columns;
  }

  private boolean same(@Nullable PixelSpacing other) {
    return other != null
        && Math.abs(row / other.row - 1) < SAME
        && Math.abs(column / other.column - 1) < SAME;
  }

  private PixelSpacing atIsocentre(OptionalDouble magnification) {
    if (magnification.isEmpty()) {
      return this;
    }
    double m = magnification.getAsDouble();
    return new PixelSpacing(row / m, column / m, SpacingSource.ESTIMATED_AT_ISOCENTRE);
  }

  /** A spacing as an attribute says it, if it can be one of a picture of a patient. */
  static Optional<PixelSpacing> pair(Tolerant d, Tag tag, SpacingSource source) {
    double[] v = d.doubles(tag);
    if (v.length == 0) {
      return Optional.empty();
    }
    double row = v[0];
    double column = v.length > 1 ? v[1] : v[0];
    // Written so that NaN fails too.
    if (!(row > 0 && column > 0)) {
      d.findings().add(tag, "not above 0; not used");
      return Optional.empty();
    }
    if (Math.min(row, column) < LEAST || Math.max(row, column) > GREATEST) {
      d.findings().add(tag, "no millimetres between pixels of a patient's picture; not used");
      return Optional.empty();
    }
    if (Math.max(row / column, column / row) > MOST_UNEQUAL) {
      d.findings().add(tag, "rows and columns too far from equal; not used");
      return Optional.empty();
    }
    if (v.length != 2) {
      d.findings().add(tag, "not two values; the first taken");
    }
    return Optional.of(new PixelSpacing(row, column, source));
  }

  /** That of the regions which have one, if all agree. */
  private static Optional<PixelSpacing> ultrasound(
      List<UltrasoundRegion> regions, Findings findings) {
    List<PixelSpacing> all = regions.stream().flatMap(r -> r.spacing().stream()).toList();
    if (all.stream().anyMatch(s -> !s.same(all.get(0)))) {
      findings.add(Tag.SEQUENCE_OF_ULTRASOUND_REGIONS, "regions of several scales; none used");
      return Optional.empty();
    }
    return all.stream().findFirst();
  }
}
