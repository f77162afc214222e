// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.sr;

import static io.github.medsam2.dicom.sr.ContentItem.CONTAINS;
import static io.github.medsam2.dicom.sr.ContentItem.CONTEXT;
import static io.github.medsam2.dicom.sr.ContentItem.MODIFIER;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.Finding;
import io.github.medsam2.dicom.data.Findings;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.derived.Code;
import io.github.medsam2.dicom.derived.Creation;
import io.github.medsam2.dicom.derived.DerivedHeader;
import io.github.medsam2.dicom.derived.Equipment;
import io.github.medsam2.dicom.derived.NewSeries;
import io.github.medsam2.dicom.derived.References;
import io.github.medsam2.dicom.derived.Timestamp;
import io.github.medsam2.dicom.derived.UidGenerator;
import io.github.medsam2.dicom.error.DicomException;
import io.github.medsam2.error.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Measurements of lesions as a Comprehensive SR document after TID 1500 (PS3.16), made by a device
 * and verified by nobody. Research use only; not a medical device, and the document says so.
 *
 * <pre>{@code
 * DataSet sr = new MeasurementReport(lesions).toDataSet(List.of(cine, segmentation));
 * DicomWriter.explicit().write(path, sr);
 * List<LesionMeasurement> back = MeasurementReport.read(sr).lesions();
 * }</pre>
 *
 * @param lesions measurements, in order
 * @param procedure what was done, as {@link #ANGIOGRAPHY} (CID 100); absent where a document that
 *     was read does not say
 * @param language of the text, as {@link #ENGLISH} (RFC 5646); absent as above
 * @param findings how many groups and numbers of a document were not read; not written
 */
public record MeasurementReport(
    List<LesionMeasurement> lesions,
    Optional<Code> procedure,
    Optional<Code> language,
    List<Finding> findings) {
  /** Angiography. */
  public static final Code ANGIOGRAPHY = Code.sct("77343006", "Angiography");

  /** English. */
  public static final Code ENGLISH = new Code("en", "RFC5646", "English");

  private static final String COMPREHENSIVE_SR = "1.2.840.10008.5.1.4.1.1.88.33";

  private static final int SERIES = 330;

  private static final String NOTICE = "Research use only; not a medical device";

  /** Copies the lists. */
  public MeasurementReport {
    lesions = List.copyOf(lesions);
    findings = List.copyOf(findings);
  }

  /** Measurements of a procedure, described in a language. */
  public MeasurementReport(List<LesionMeasurement> lesions, Code procedure, Code language) {
    this(lesions, Optional.of(procedure), Optional.of(language), List.of());
  }

  /** Measurements on angiograms, in English. */
  public MeasurementReport(List<LesionMeasurement> lesions) {
    this(lesions, ANGIOGRAPHY, ENGLISH);
  }

  /**
   * The document, in a new series, made now.
   *
   * @param evidence all images and segmentations that measurements refer to; patient and study are
   *     those of the first
   */
  public DataSet toDataSet(List<DataSet> evidence) {
    Creation now = Creation.now();
    NewSeries series = NewSeries.of("SR", SERIES, "Measurements, research use only", now.uids());
    return toDataSet(evidence, series, 1, now);
  }

  /**
   * The document.
   *
   * @param evidence all images and segmentations that measurements refer to; patient and study are
   *     those of the first
   * @param series of modality SR
   * @param instanceNumber its number in the series
   * @param creation when and by what it is made
   */
  public DataSet toDataSet(
      List<DataSet> evidence, NewSeries series, int instanceNumber, Creation creation) {
    if (evidence.isEmpty()) {
      throw new InvalidInputException(
          "evidence of a report", "at least one image", "none", "give the image measured on");
    }
    DerivedHeader header = new DerivedHeader(COMPREHENSIVE_SR, series, instanceNumber, creation);
    DataSet source = evidence.get(0);
    Timestamp now = header.timestamp(source);
    Evidence objects = new Evidence(evidence);
    DataSetBuilder b =
        header
            .begin(source)
            .remove(Tag.BODY_PART_EXAMINED)
            .text(Tag.CONTENT_DATE, now.date())
            .text(Tag.CONTENT_TIME, now.time())
            .text(Tag.COMPLETION_FLAG, "PARTIAL")
            .text(Tag.COMPLETION_FLAG_DESCRIPTION, NOTICE)
            .text(Tag.VERIFICATION_FLAG, "UNVERIFIED")
            .empty(Tag.REFERENCED_PERFORMED_PROCEDURE_STEP_SEQUENCE)
            .empty(Tag.PERFORMED_PROCEDURE_CODE_SEQUENCE)
            .items(
                Tag.CURRENT_REQUESTED_PROCEDURE_EVIDENCE_SEQUENCE,
                References.evidence(objects.all()));
    ContentWriter.addTo(b, root(objects, creation.equipment()));
    return b.build();
  }

  private ContentItem root(Evidence evidence, Equipment device) {
    List<ContentItem> items = new ArrayList<>();
    language.ifPresent(l -> items.add(ContentItem.code(MODIFIER, SrCodes.LANGUAGE, l)));
    items.add(ContentItem.code(CONTEXT, SrCodes.OBSERVER_TYPE, SrCodes.DEVICE));
    items.add(
        ContentItem.of(
            CONTEXT, SrCodes.DEVICE_UID, new Content.Uid(UidGenerator.named(device.toString()))));
    items.add(text(SrCodes.DEVICE_NAME, device.model()));
    items.add(text(SrCodes.DEVICE_MANUFACTURER, device.manufacturer()));
    items.add(text(SrCodes.DEVICE_MODEL, device.model()));
    procedure.ifPresent(p -> items.add(ContentItem.code(MODIFIER, SrCodes.PROCEDURE, p)));
    List<ContentItem> groups =
        lesions.stream().map(lesion -> GroupWriter.write(lesion, evidence)).toList();
    items.add(
        new ContentItem(
            CONTAINS, Optional.of(SrCodes.MEASUREMENTS), new Content.Container(""), groups));
    items.add(ContentItem.of(CONTAINS, SrCodes.COMMENT, new Content.Text(NOTICE)));
    return new ContentItem("", Optional.of(SrCodes.REPORT), new Content.Container("1500"), items);
  }

  private static ContentItem text(Code name, String text) {
    return ContentItem.of(CONTEXT, name, new Content.Text(text));
  }

  /**
   * Reads the lesions of a document that follows TID 1500. Measurement groups that name no lesion,
   * finding, site or image are left out, and so are other measurements than these, and millimetres
   * without their calibration; the findings count them. What the document does not state, as a
   * method, is absent.
   */
  public static MeasurementReport read(DataSet document) {
    ContentItem root = ContentReader.read(document);
    if (!root.isNamed(SrCodes.REPORT)) {
      throw new DicomException(
          Tag.CONCEPT_NAME_CODE_SEQUENCE.toString(),
          "a report named " + SrCodes.REPORT.value() + " " + SrCodes.REPORT.scheme(),
          "another object or report",
          "give a measurement report");
    }
    List<ContentItem> groups =
        root.children(SrCodes.MEASUREMENTS).flatMap(m -> m.children(SrCodes.GROUP)).toList();
    List<LesionMeasurement> lesions =
        groups.stream().flatMap(g -> GroupReader.read(g).stream()).toList();
    return new MeasurementReport(
        lesions,
        root.coded(SrCodes.PROCEDURE),
        root.coded(SrCodes.LANGUAGE),
        leftOut(root, groups.size(), lesions));
  }

  private static List<Finding> leftOut(
      ContentItem root, int groups, List<LesionMeasurement> lesions) {
    Findings findings = new Findings();
    if (lesions.size() < groups) {
      findings.add(
          (groups - lesions.size())
              + " of "
              + groups
              + " measurement groups are left out: they name no lesion, finding, site or image, or"
              + " measure something else");
    }
    int taken = lesions.stream().mapToInt(GroupReader::numbers).sum();
    if (taken < root.numbers()) {
      findings.add(
          (root.numbers() - taken)
              + " of "
              + root.numbers()
              + " numbers are left out: of other kinds or units, or millimetres without a"
              + " calibration");
    }
    return findings.list();
  }
}
