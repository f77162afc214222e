// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.sr;

import static io.github.medsam2.dicom.sr.ContentItem.CONTAINS;
import static io.github.medsam2.dicom.sr.ContentItem.CONTEXT;
import static io.github.medsam2.dicom.sr.ContentItem.MODIFIER;
import static io.github.medsam2.dicom.sr.ContentItem.SELECTED_FROM;

import io.github.medsam2.dicom.derived.Code;
import io.github.medsam2.dicom.derived.Polyline;
import io.github.medsam2.dicom.derived.SegmentCodes;
import io.github.medsam2.error.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Writes a lesion as a measurement group: TID 1410 with a planar region, TID 1411 with a whole
 * segment, TID 1501 without either.
 */
final class GroupWriter {
  private final LesionMeasurement lesion;
  private final Evidence evidence;
  private final List<ContentItem> items = new ArrayList<>();

  private GroupWriter(LesionMeasurement lesion, Evidence evidence) {
    this.lesion = lesion;
    this.evidence = evidence;
  }

  static ContentItem write(LesionMeasurement lesion, Evidence evidence) {
    return new GroupWriter(lesion, evidence).group();
  }

  private ContentItem group() {
    Tracking tracking = lesion.tracking();
    add(CONTEXT, SrCodes.TRACKING_ID, new Content.Text(tracking.id()));
    add(CONTEXT, SrCodes.TRACKING_UID, new Content.Uid(tracking.uid()));
    add(CONTAINS, SrCodes.FINDING_CATEGORY, SegmentCodes.ABNORMAL_STRUCTURE);
    add(CONTAINS, SrCodes.FINDING, lesion.finding());
    add(MODIFIER, SrCodes.FINDING_SITE, lesion.site());
    region();
    contour(SrCodes.LEFT_CONTOUR, lesion.trace().left());
    contour(SrCodes.RIGHT_CONTOUR, lesion.trace().right());
    stenosis();
    lengths();
    return new ContentItem(
        CONTAINS, Optional.of(SrCodes.GROUP), new Content.Container(template()), items);
  }

  private String template() {
    LesionRegion region = lesion.trace().region().orElse(null);
    if (region == null) {
      return "1501";
    }
    return region instanceof LesionRegion.Segment ? "1411" : "1410";
  }

  private void add(String relationship, Code name, Content content) {
    items.add(ContentItem.of(relationship, name, content));
  }

  private void add(String relationship, Code name, Code value) {
    items.add(ContentItem.code(relationship, name, value));
  }

  /** The source image is named once: by the segmentation, by the outline, or for itself. */
  private void region() {
    LesionRegion region = lesion.trace().region().orElse(null);
    Content.Image source = evidence.frame(lesion.image());
    if (region instanceof LesionRegion.SegmentFrame s) {
      add(CONTAINS, SrCodes.SEGMENTATION_FRAME, evidence.frame(s.segmentation()));
      add(CONTAINS, SrCodes.SEGMENTATION_SOURCE, source);
    } else if (region instanceof LesionRegion.Segment s) {
      add(CONTAINS, SrCodes.SEGMENT, evidence.segment(s));
      add(CONTAINS, SrCodes.SEGMENTATION_SOURCE, source);
    } else {
      add(CONTAINS, SrCodes.SOURCE, source);
    }
    if (region instanceof LesionRegion.Outline o) {
      contour(SrCodes.IMAGE_REGION, Optional.of(o.line()));
    }
  }

  private void contour(Code name, Optional<Polyline> line) {
    Content source = evidence.frame(lesion.image());
    ContentItem from = new ContentItem(SELECTED_FROM, Optional.empty(), source, List.of());
    line.ifPresent(l -> items.add(ContentItem.of(CONTAINS, name, new Content.Line(l), from)));
  }

  private void stenosis() {
    Stenosis s = lesion.stenosis();
    List<ContentItem> diameter = new ArrayList<>(reference());
    diameter.add(0, modifier(SrCodes.METHOD, SrCodes.DIAMETER_METHOD));
    number(SrCodes.DIAMETER_STENOSIS, s.diameter(), SrCodes.PERCENT, diameter);
    List<ContentItem> area = new ArrayList<>(reference());
    s.areaMethod().ifPresent(m -> area.add(0, modifier(SrCodes.METHOD, m.code())));
    number(SrCodes.AREA_STENOSIS, s.area(), SrCodes.PERCENT, area);
  }

  private List<ContentItem> reference() {
    return lesion.stenosis().reference().stream()
        .map(r -> modifier(SrCodes.REFERENCE_METHOD, r.code()))
        .toList();
  }

  private void lengths() {
    Lengths l = lesion.lengths();
    Code unit = l.calibration().isPresent() ? SrCodes.MILLIMETRE : SrCodes.PIXELS;
    number(
        SrCodes.LUMEN_DIAMETER,
        l.minimalLumenDiameter(),
        unit,
        List.of(modifier(SrCodes.DERIVATION, SrCodes.MINIMUM)));
    number(SrCodes.LUMEN_DIAMETER, l.referenceDiameter(), unit, referenceDiameter());
    number(SrCodes.LESION_LENGTH, l.lesionLength(), unit, List.of());
    l.calibration().ifPresent(this::calibration);
  }

  /** The reference method alone tells the reference diameter from the minimal one. */
  private List<ContentItem> referenceDiameter() {
    if (lesion.stenosis().reference().isEmpty()
        && lesion.lengths().referenceDiameter().isPresent()) {
      throw new InvalidInputException(
          "reference diameter to write",
          "the method it was found by",
          "none",
          "say it in the stenosis, or leave the diameter out");
    }
    return reference();
  }

  private void calibration(ReportedCalibration c) {
    add(CONTAINS, SrCodes.CALIBRATION_METHOD, c.method().code());
    c.object().ifPresent(o -> add(CONTAINS, SrCodes.CALIBRATION_OBJECT, o));
    number(SrCodes.CALIBRATION_OBJECT_SIZE, c.objectSize(), SrCodes.MILLIMETRE, List.of());
    number(
        SrCodes.CALIBRATION_FACTOR,
        OptionalDouble.of(c.mmPerPixel()),
        SrCodes.MM_PER_PIXEL,
        List.of());
  }

  private static ContentItem modifier(Code name, Code value) {
    return ContentItem.code(MODIFIER, name, value);
  }

  private void number(Code name, OptionalDouble value, Code unit, List<ContentItem> modifiers) {
    value.ifPresent(
        v ->
            items.add(
                new ContentItem(
                    CONTAINS, Optional.of(name), new Content.Numeric(v, unit), modifiers)));
  }
}
