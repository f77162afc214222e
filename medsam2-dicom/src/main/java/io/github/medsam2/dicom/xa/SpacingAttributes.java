// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.xa;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.FrameSource;

/** Writes a pixel spacing where its source belongs (PS3.3 10.7.1, C.8.7.2, C.8.5.5). */
final class SpacingAttributes {

  private SpacingAttributes() {}

  static void add(DataSetBuilder to, PixelSpacing spacing, boolean xray, FrameSource frames) {
    if (xray == (spacing.source() == SpacingSource.ULTRASOUND_REGION)) {
      throw refused("a spacing of X-ray images for them, of a region for ultrasound", spacing);
    }
    switch (spacing.source()) {
      case DETECTOR -> put(to, Tag.IMAGER_PIXEL_SPACING, spacing);
      case PATIENT -> calibrated(to, spacing, "GEOMETRY", "Corrected for magnification");
      case USER_CALIBRATED -> calibrated(to, spacing, "FIDUCIAL", "Object of known size");
      case PATIENT_UNSPECIFIED -> put(to, Tag.PIXEL_SPACING, spacing);
      case ULTRASOUND_REGION ->
          to.items(Tag.SEQUENCE_OF_ULTRASOUND_REGIONS, region(spacing, frames));
      case ESTIMATED_AT_ISOCENTRE ->
          throw refused("the detector's spacing, with a geometry that magnifies it", spacing);
    }
  }

  private static void calibrated(
      DataSetBuilder to, PixelSpacing spacing, String type, String description) {
    put(to, Tag.PIXEL_SPACING, spacing);
    to.text(Tag.PIXEL_SPACING_CALIBRATION_TYPE, type)
        .text(Tag.PIXEL_SPACING_CALIBRATION_DESCRIPTION, description);
  }

  private static void put(DataSetBuilder to, Tag tag, PixelSpacing spacing) {
    to.doubles(tag, spacing.row(), spacing.column());
  }

  /** The whole image as two-dimensional tissue, in centimetres. */
  private static DataSet region(PixelSpacing spacing, FrameSource frames) {
    return DataSet.builder()
        .ints(Tag.REGION_SPATIAL_FORMAT, 1)
        .ints(Tag.REGION_DATA_TYPE, 1)
        .ints(Tag.REGION_FLAGS, 0)
        .ints(Tag.REGION_LOCATION_MIN_X0, 0)
        .ints(Tag.REGION_LOCATION_MIN_Y0, 0)
        .ints(Tag.REGION_LOCATION_MAX_X1, frames.width() - 1)
        .ints(Tag.REGION_LOCATION_MAX_Y1, frames.height() - 1)
        .ints(Tag.PHYSICAL_UNITS_X_DIRECTION, 3)
        .ints(Tag.PHYSICAL_UNITS_Y_DIRECTION, 3)
        .doubles(Tag.PHYSICAL_DELTA_X, spacing.column() / 10)
        .doubles(Tag.PHYSICAL_DELTA_Y, spacing.row() / 10)
        .build();
  }

  private static InvalidInputException refused(String expected, PixelSpacing spacing) {
    return new InvalidInputException(
        "pixel spacing to write", expected, spacing.source().name(), "give that");
  }
}
