// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.sr;

import static io.github.medsam2.dicom.sr.ContentItem.CONTAINS;
import static io.github.medsam2.dicom.sr.ContentItem.CONTEXT;
import static io.github.medsam2.dicom.sr.ContentItem.MODIFIER;
import static io.github.medsam2.dicom.sr.ContentItem.SELECTED_FROM;

import io.github.medsam2.dicom.derived.Code;
import io.github.medsam2.dicom.derived.Polyline;
import io.github.medsam2.dicom.derived.SegmentCodes;
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
    Region region = lesion.trace().region().orElse(null);
    if (region == null) {
      return "1501";
    }
    return region instanceof Region.Segment ? "1411" : "1410";
  }

  private void add(String relationship, Code name, Content content) {
    items.add(ContentItem.of(relationship, name, content));
  }

  private void add(String relationship, Code name, Code value) {
    items.add(ContentItem.code(relationship, name, value));
  }

  /** The source image is named once: by the segmentation, by the outline, or for itself. */
  private void region() {
    Region region = lesion.trace().region().orElse(null);
    Content.Image source = evidence.frame(lesion.image());
    if (region instanceof Region.SegmentFrame s) {
      add(CONTAINS, SrCodes.SEGMENTATION_FRAME, evidence.frame(s.segmentation()));
      add(CONTAINS, SrCodes.SEGMENTATION_SOURCE, source);
    } else if (region instanceof Region.Segment s) {
      add(CONTAINS, SrCodes.SEGMENT, evidence.segment(s));
      add(CONTAINS, SrCodes.SEGMENTATION_SOURCE, source);
    } else {
      add(CONTAINS, SrCodes.SOURCE, source);
    }
    if (region instanceof Region.Outline o) {
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
    number(
        SrCodes.DIAMETER_STENOSIS,
        s.diameter(),
        SrCodes.PERCENT,
        modifier(SrCodes.METHOD, SrCodes.DIAMETER_METHOD),
        reference());
    s.areaMethod()
        .ifPresent(
            m ->
                number(
                    SrCodes.AREA_STENOSIS,
                    s.area(),
                    SrCodes.PERCENT,
                    modifier(SrCodes.METHOD, m.code()),
                    reference()));
  }

  private ContentItem reference() {
    return modifier(SrCodes.REFERENCE_METHOD, lesion.stenosis().reference().code());
  }

  private void lengths() {
    Lengths l = lesion.lengths();
    Code unit = l.calibration().isPresent() ? SrCodes.MILLIMETRE : SrCodes.PIXELS;
    number(
        SrCodes.LUMEN_DIAMETER,
        l.minimalLumenDiameter(),
        unit,
        modifier(SrCodes.DERIVATION, SrCodes.MINIMUM));
    number(SrCodes.LUMEN_DIAMETER, l.referenceDiameter(), unit, reference());
    number(SrCodes.LESION_LENGTH, l.lesionLength(), unit);
    l.calibration().ifPresent(this::calibration);
  }

  private void calibration(Calibration c) {
    add(CONTAINS, SrCodes.CALIBRATION_METHOD, c.method().code());
    c.object().ifPresent(o -> add(CONTAINS, SrCodes.CALIBRATION_OBJECT, o));
    number(SrCodes.CALIBRATION_OBJECT_SIZE, c.objectSize(), SrCodes.MILLIMETRE);
    number(SrCodes.CALIBRATION_FACTOR, OptionalDouble.of(c.mmPerPixel()), SrCodes.MM_PER_PIXEL);
  }

  private static ContentItem modifier(Code name, Code value) {
    return ContentItem.code(MODIFIER, name, value);
  }

  private void number(Code name, OptionalDouble value, Code unit, ContentItem... modifiers) {
    value.ifPresent(
        v -> items.add(ContentItem.of(CONTAINS, name, new Content.Numeric(v, unit), modifiers)));
  }
}
