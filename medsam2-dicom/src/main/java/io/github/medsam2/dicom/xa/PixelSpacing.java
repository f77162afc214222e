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
    double mm = knownMm / measuredPixels;
    return new PixelSpacing(mm, mm, SpacingSource.USER_CALIBRATED);
  }

  static Optional<PixelSpacing> of(DataSet d, XaGeometry geometry, Findings findings) {
    if (d.has(Tag.SEQUENCE_OF_ULTRASOUND_REGIONS)) {
      return ultrasound(UltrasoundRegion.of(d, findings), findings);
    }
    FunctionalGroups groups = new FunctionalGroups(d);
    DataSet calibration = groups.of(0, Tag.PROJECTION_PIXEL_CALIBRATION_SEQUENCE);
    Optional<PixelSpacing> object =
        pair(
            calibration,
            Tag.OBJECT_PIXEL_SPACING_IN_CENTER_OF_BEAM,
            SpacingSource.PATIENT,
            findings);
    if (object.isPresent()) {
      return object;
    }
    Optional<PixelSpacing> detector = detector(d, groups, findings);
    Optional<PixelSpacing> patient =
        pair(d, Tag.PIXEL_SPACING, SpacingSource.PATIENT_UNSPECIFIED, findings);
    String type = d.text(Tag.PIXEL_SPACING_CALIBRATION_TYPE).orElse("");
    boolean calibrated = type.equals("GEOMETRY") || type.equals("FIDUCIAL");
    boolean uncorrected = patient.isPresent() && patient.get().same(detector.orElse(null));
    if (patient.isPresent() && calibrated) {
      return patient.map(p -> new PixelSpacing(p.row, p.column, SpacingSource.PATIENT));
    }
    if (patient.isPresent() && !uncorrected) {
      return patient;
    }
    return detector.map(p -> uncorrected ? p : p.atIsocentre(geometry.magnification()));
  }

  private static Optional<PixelSpacing> detector(
      DataSet d, FunctionalGroups groups, Findings findings) {
    Optional<PixelSpacing> top =
        pair(d, Tag.IMAGER_PIXEL_SPACING, SpacingSource.DETECTOR, findings);
    DataSet properties = groups.of(0, Tag.FRAME_PIXEL_DATA_PROPERTIES_SEQUENCE);
    return top.isPresent()
        ? top
        : pair(properties, Tag.IMAGER_PIXEL_SPACING, SpacingSource.DETECTOR, findings);
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

  private static Optional<PixelSpacing> pair(
      DataSet d, Tag tag, SpacingSource source, Findings findings) {
    double[] v = new Tolerant(d, findings).doubles(tag);
    if (v.length == 0) {
      return Optional.empty();
    }
    double row = v[0];
    double column = v.length > 1 ? v[1] : v[0];
    if (!(row > 0 && column > 0 && row < 1e6 && column < 1e6)) {
      findings.add(tag, "not above 0; not used");
      return Optional.empty();
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
