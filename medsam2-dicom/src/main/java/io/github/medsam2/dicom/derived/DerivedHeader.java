// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.derived;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.error.DicomException;
import java.util.List;

/**
 * The modules every derived object begins with: the source's patient and study, a new series, the
 * equipment, a new instance.
 *
 * @param sopClass the kind of object
 * @param series where it goes
 * @param instanceNumber its number there
 * @param creation when and by what it is made
 */
public record DerivedHeader(
    String sopClass, NewSeries series, int instanceNumber, Creation creation) {
  /** UTF-8: whatever the source is written in, its text can be taken over. */
  public static final String CHARACTERS = "ISO_IR 192";

  /** Demanded by the standard, with or without a value. */
  private static final List<Tag> ALWAYS =
      List.of(
          Tag.PATIENT_NAME,
          Tag.PATIENT_ID,
          Tag.PATIENT_BIRTH_DATE,
          Tag.PATIENT_SEX,
          Tag.STUDY_DATE,
          Tag.STUDY_TIME,
          Tag.REFERRING_PHYSICIAN_NAME,
          Tag.STUDY_ID,
          Tag.ACCESSION_NUMBER);

  private static final List<Tag> WHERE_PRESENT =
      List.of(
          Tag.TIMEZONE_OFFSET_FROM_UTC,
          Tag.ISSUER_OF_PATIENT_ID,
          Tag.PATIENT_BIRTH_TIME,
          Tag.OTHER_PATIENT_IDS_SEQUENCE,
          Tag.PATIENT_IDENTITY_REMOVED,
          Tag.DEIDENTIFICATION_METHOD,
          Tag.DEIDENTIFICATION_METHOD_CODE_SEQUENCE,
          Tag.PATIENT_AGE,
          Tag.PATIENT_SIZE,
          Tag.PATIENT_WEIGHT,
          Tag.STUDY_DESCRIPTION,
          Tag.PROCEDURE_CODE_SEQUENCE,
          Tag.ISSUER_OF_ACCESSION_NUMBER_SEQUENCE,
          Tag.REFERENCED_STUDY_SEQUENCE,
          Tag.BODY_PART_EXAMINED);

  /** When an object made now from this source is made. */
  public Timestamp timestamp(DataSet source) {
    return Timestamp.of(creation.clock(), source);
  }

  /**
   * Begins an object in UTF-8. It holds no date of content yet: presentation states name it
   * otherwise.
   *
   * @param source the object it is derived from, or one of several of one study
   */
  public DataSetBuilder begin(DataSet source) {
    Timestamp now = timestamp(source);
    DataSetBuilder b = DataSet.builder().text(Tag.SPECIFIC_CHARACTER_SET, CHARACTERS);
    ALWAYS.forEach(tag -> b.empty(tag).copy(source, tag));
    WHERE_PRESENT.stream().filter(source::has).forEach(tag -> b.copy(source, tag));
    if (!series.bodyPart().isEmpty()) {
      b.text(Tag.BODY_PART_EXAMINED, series.bodyPart());
    }
    if (!series.description().isEmpty()) {
      b.text(Tag.SERIES_DESCRIPTION, series.description());
    }
    creation.equipment().addTo(b);
    return b.text(Tag.STUDY_INSTANCE_UID, study(source))
        .text(Tag.MODALITY, series.modality())
        .text(Tag.SERIES_INSTANCE_UID, series.uid())
        .ints(Tag.SERIES_NUMBER, series.number())
        .text(Tag.SERIES_DATE, now.date())
        .text(Tag.SERIES_TIME, now.time())
        .text(Tag.SOP_CLASS_UID, sopClass)
        .text(Tag.SOP_INSTANCE_UID, creation.uids().next())
        .ints(Tag.INSTANCE_NUMBER, instanceNumber)
        .text(Tag.INSTANCE_CREATION_DATE, now.date())
        .text(Tag.INSTANCE_CREATION_TIME, now.time());
  }

  private static String study(DataSet source) {
    return source
        .text(Tag.STUDY_INSTANCE_UID)
        .orElseThrow(
            () ->
                new DicomException(
                    Tag.STUDY_INSTANCE_UID.toString(),
                    "a source that belongs to a study",
                    "none",
                    "set the attribute in the source"));
  }
}
