// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.xa;

import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.derived.UidGenerator;
import java.util.List;

/** What the standard demands of a cine beside its frames (PS3.3 A.14 and A.7). */
final class CineModules {
  private static final String XA = "1.2.840.10008.5.1.4.1.1.12.1";
  private static final String ULTRASOUND = "1.2.840.10008.5.1.4.1.1.3.1";

  private static final List<Tag> MAY_BE_EMPTY =
      List.of(
          Tag.STUDY_DATE,
          Tag.STUDY_TIME,
          Tag.CONTENT_DATE,
          Tag.CONTENT_TIME,
          Tag.ACCESSION_NUMBER,
          Tag.REFERRING_PHYSICIAN_NAME,
          Tag.PATIENT_NAME,
          Tag.PATIENT_ID,
          Tag.PATIENT_BIRTH_DATE,
          Tag.PATIENT_SEX,
          Tag.STUDY_ID,
          Tag.PATIENT_ORIENTATION);

  private CineModules() {}

  static void xa(DataSetBuilder to) {
    common(to, XA, "XA");
    to.text(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "SINGLE PLANE")
        .text(Tag.BODY_PART_EXAMINED, "HEART")
        .empty(Tag.KVP)
        .text(Tag.RADIATION_SETTING, "GR")
        .empty(Tag.X_RAY_TUBE_CURRENT)
        .empty(Tag.EXPOSURE_TIME)
        .empty(Tag.EXPOSURE)
        .text(Tag.POSITIONER_MOTION, "STATIC")
        .empty(Tag.POSITIONER_PRIMARY_ANGLE)
        .empty(Tag.POSITIONER_SECONDARY_ANGLE);
  }

  static void ultrasound(DataSetBuilder to, boolean color) {
    common(to, ULTRASOUND, "US");
    to.text(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY")
        .empty(Tag.LATERALITY)
        .ints(Tag.ULTRASOUND_COLOR_DATA_PRESENT, color ? 1 : 0);
  }

  private static void common(DataSetBuilder to, String sopClass, String modality) {
    UidGenerator uids = UidGenerator.random();
    to.text(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 192");
    MAY_BE_EMPTY.forEach(to::empty);
    to.text(Tag.SOP_CLASS_UID, sopClass)
        .text(Tag.SOP_INSTANCE_UID, uids.next())
        .text(Tag.STUDY_INSTANCE_UID, uids.next())
        .text(Tag.SERIES_INSTANCE_UID, uids.next())
        .text(Tag.MODALITY, modality)
        .text(Tag.MANUFACTURER, "MedSAM2 for Java")
        .ints(Tag.SERIES_NUMBER, 1)
        .ints(Tag.INSTANCE_NUMBER, 1)
        .text(Tag.LOSSY_IMAGE_COMPRESSION, "00");
  }
}
