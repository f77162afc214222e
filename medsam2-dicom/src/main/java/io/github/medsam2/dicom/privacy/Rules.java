// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.privacy;

import io.github.medsam2.dicom.data.Element;
import io.github.medsam2.dicom.data.Sequence;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.Vr;
import java.util.EnumSet;
import java.util.Set;

/**
 * What is done to which attribute: the Basic Application Level Confidentiality Profile (PS3.15
 * table E.1-1) for the attributes this library knows. What it does not know stays only if it is a
 * number: text, bytes and sequences that nobody has looked at are removed.
 */
final class Rules {

  /** What to do with an element. */
  enum Rule {
    KEEP,
    REMOVE,
    EMPTY,
    /** A value that says nothing. */
    DUMMY,
    PATIENT,
    UID,
    DATE,
    /** A sequence: look into its items. */
    ENTER
  }

  /** Text that tells of equipment and meaning, not of people. */
  private static final Set<Tag> TECHNICAL_TEXT =
      EnumSet.of(
          Tag.MANUFACTURER,
          Tag.MANUFACTURER_MODEL_NAME,
          Tag.SOFTWARE_VERSIONS,
          Tag.CODE_VALUE,
          Tag.LONG_CODE_VALUE,
          Tag.CODING_SCHEME_DESIGNATOR,
          Tag.CODING_SCHEME_VERSION,
          Tag.CODE_MEANING,
          Tag.PULSE_SEQUENCE_NAME,
          Tag.STACK_ID,
          Tag.RESCALE_TYPE,
          Tag.MODALITY_LUT_TYPE,
          Tag.SEGMENT_ALGORITHM_NAME);

  /** Demanded by the standard, with a value or without (type 2). */
  private static final Set<Tag> MAY_BE_EMPTY =
      EnumSet.of(
          Tag.STUDY_DATE,
          Tag.STUDY_TIME,
          Tag.ACCESSION_NUMBER,
          Tag.REFERRING_PHYSICIAN_NAME,
          Tag.PATIENT_BIRTH_DATE,
          Tag.PATIENT_SEX,
          Tag.CONTRAST_BOLUS_AGENT,
          Tag.STUDY_ID,
          Tag.POSITION_REFERENCE_INDICATOR,
          Tag.CONTENT_DESCRIPTION,
          Tag.CONTENT_CREATOR_NAME);

  /** Demanded with a value in at least one kind of object (type 1). */
  private static final Set<Tag> MUST_SAY_SOMETHING =
      EnumSet.of(
          Tag.DEVICE_SERIAL_NUMBER,
          Tag.PIXEL_SPACING_CALIBRATION_DESCRIPTION,
          Tag.CONTENT_DATE,
          Tag.CONTENT_TIME,
          Tag.ACQUISITION_DATE_TIME,
          Tag.FRAME_ACQUISITION_DATE_TIME,
          Tag.FRAME_REFERENCE_DATE_TIME,
          Tag.PRESENTATION_CREATION_DATE,
          Tag.PRESENTATION_CREATION_TIME,
          Tag.DATE_TIME,
          Tag.DATE,
          Tag.TIME,
          Tag.PERSON_NAME,
          Tag.TEXT_VALUE,
          Tag.SEGMENT_LABEL,
          Tag.TRACKING_ID,
          Tag.UNFORMATTED_TEXT_VALUE);

  private static final Set<Tag> SEQUENCES_TO_REMOVE =
      EnumSet.of(
          Tag.ISSUER_OF_ACCESSION_NUMBER_SEQUENCE,
          Tag.INSTITUTION_CODE_SEQUENCE,
          Tag.REFERRING_PHYSICIAN_IDENTIFICATION_SEQUENCE,
          Tag.REFERENCED_PATIENT_SEQUENCE,
          Tag.REQUEST_ATTRIBUTES_SEQUENCE,
          Tag.VERIFYING_OBSERVER_SEQUENCE,
          Tag.AUTHOR_OBSERVER_SEQUENCE,
          Tag.REFERENCED_REQUEST_SEQUENCE);

  /** They name kinds of objects, not objects. */
  private static final Set<Tag> CLASS_UIDS =
      EnumSet.of(Tag.SOP_CLASS_UID, Tag.REFERENCED_SOP_CLASS_UID, Tag.TRANSFER_SYNTAX_UID);

  private Rules() {}

  static Rule of(Element e) {
    int group = e.tag() >>> 16;
    Tag tag = Tag.of(e.tag());
    if (tag == Tag.PATIENT_NAME || tag == Tag.PATIENT_ID) {
      return Rule.PATIENT;
    }
    if (tag != null && MAY_BE_EMPTY.contains(tag)) {
      return isDate(tag.vr()) ? Rule.DATE : Rule.EMPTY;
    }
    if (goesWhole(group)) {
      return Rule.REMOVE;
    }
    return tag == null ? unknown(e) : known(e, tag);
  }

  /** Private; patient; clinical trial; curves, overlays and their text; signatures. */
  private static boolean goesWhole(int group) {
    boolean drawn = (group & 0xff00) == 0x5000 || (group & 0xff00) == 0x6000;
    boolean odd = group % 2 != 0;
    return odd || group == 0x0010 || group == 0x0012 || group == 0x0400 || drawn;
  }

  private static Rule known(Element e, Tag tag) {
    if (e instanceof Sequence || tag.vr() == Vr.SQ) {
      boolean items = e instanceof Sequence && !SEQUENCES_TO_REMOVE.contains(tag);
      return items ? Rule.ENTER : Rule.REMOVE;
    }
    return switch (tag.vr()) {
      case UI -> CLASS_UIDS.contains(tag) ? Rule.KEEP : Rule.UID;
      case DA, TM, DT -> Rule.DATE;
      case PN, LO, SH, LT, ST, UT, UC, UR, AE, AS -> text(tag);
      case IS, DS, OB, OW -> tag == Tag.DATA_SET_TRAILING_PADDING ? Rule.REMOVE : Rule.KEEP;
      default -> disguised(e, tag) ? Rule.REMOVE : Rule.KEEP;
    };
  }

  /** Text, or bytes of no kind, where the standard has a number or a code string. */
  private static boolean disguised(Element e, Tag tag) {
    return e.vr() != tag.vr() && (e.vr().isText() || e.vr() == Vr.UN);
  }

  private static Rule text(Tag tag) {
    if (TECHNICAL_TEXT.contains(tag)) {
      return Rule.KEEP;
    }
    return mustSaySomething(tag) ? Rule.DUMMY : Rule.REMOVE;
  }

  /** Numbers written as text count as numbers only when they are; see {@link Redactor}. */
  private static Rule unknown(Element e) {
    return switch (e.vr()) {
      case UI -> Rule.UID;
      case DA, TM, DT -> Rule.DATE;
      case US, SS, UL, SL, UV, SV, FL, FD, AT, IS, DS -> Rule.KEEP;
      default -> Rule.REMOVE;
    };
  }

  static boolean isDate(Vr vr) {
    return vr == Vr.DA || vr == Vr.TM || vr == Vr.DT;
  }

  static boolean mayBeEmpty(Tag tag) {
    return MAY_BE_EMPTY.contains(tag);
  }

  static boolean mustSaySomething(Tag tag) {
    return MUST_SAY_SOMETHING.contains(tag);
  }
}
