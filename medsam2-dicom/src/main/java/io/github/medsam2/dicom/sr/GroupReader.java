// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.sr;

import io.github.medsam2.dicom.derived.Code;
import io.github.medsam2.dicom.derived.Polyline;
import io.github.medsam2.error.InvalidInputException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Reads a lesion from a measurement group.
 *
 * @param group the item named Measurement Group
 */
record GroupReader(ContentItem group) {

  /** Nothing where the group lacks what a lesion must have, or says what cannot be. */
  static Optional<LesionMeasurement> read(ContentItem group) {
    try {
      return new GroupReader(group).lesion().filter(m -> numbers(m) > 0 || group.numbers() == 0);
    } catch (InvalidInputException impossible) {
      return Optional.empty();
    }
  }

  /** How many of the numbers of a group a lesion holds. */
  static int numbers(LesionMeasurement m) {
    Lengths l = m.lengths();
    OptionalDouble size =
        l.calibration().map(ReportedCalibration::objectSize).orElse(OptionalDouble.empty());
    long of =
        Stream.of(
                m.stenosis().diameter(),
                m.stenosis().area(),
                l.minimalLumenDiameter(),
                l.referenceDiameter(),
                l.lesionLength(),
                size)
            .filter(OptionalDouble::isPresent)
            .count();
    return (int) of + (l.calibration().isPresent() ? 1 : 0);
  }

  private Optional<LesionMeasurement> lesion() {
    String id = first(SrCodes.TRACKING_ID, Content.Text.class, Content.Text::text).orElse("");
    String uid = first(SrCodes.TRACKING_UID, Content.Uid.class, Content.Uid::uid).orElse("");
    Optional<Code> site = group.coded(SrCodes.FINDING_SITE);
    Optional<FrameReference> image = image();
    Optional<Code> finding = group.coded(SrCodes.FINDING);
    boolean named = !id.isEmpty() && !uid.isEmpty();
    if (!named || finding.isEmpty() || site.isEmpty() || image.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new LesionMeasurement(
            new Tracking(id, uid),
            finding.get(),
            site.get(),
            image.get(),
            stenosis(),
            lengths(),
            new Trace(region(), line(SrCodes.LEFT_CONTOUR), line(SrCodes.RIGHT_CONTOUR))));
  }

  private <T extends Content, R> Optional<R> first(Code name, Class<T> kind, Function<T, R> part) {
    return group.values(name, kind).findFirst().map(part);
  }

  private Optional<FrameReference> image() {
    return Stream.of(SrCodes.SEGMENTATION_SOURCE, SrCodes.SOURCE)
        .flatMap(name -> group.values(name, Content.Image.class))
        .findFirst()
        .map(GroupReader::frame);
  }

  private static FrameReference frame(Content.Image i) {
    return new FrameReference(i.sopInstance(), i.frames().isEmpty() ? 0 : i.frames().get(0) - 1);
  }

  private Optional<LesionRegion> region() {
    Optional<LesionRegion> frame =
        first(
            SrCodes.SEGMENTATION_FRAME,
            Content.Image.class,
            i -> new LesionRegion.SegmentFrame(frame(i)));
    Optional<LesionRegion> segment =
        group
            .values(SrCodes.SEGMENT, Content.Image.class)
            .filter(i -> !i.segments().isEmpty())
            .findFirst()
            .map(i -> new LesionRegion.Segment(i.sopInstance(), i.segments().get(0)));
    Optional<LesionRegion> outline =
        line(SrCodes.IMAGE_REGION).filter(Polyline::isClosed).map(LesionRegion.Outline::new);
    return frame.or(() -> segment).or(() -> outline);
  }

  private Optional<Polyline> line(Code name) {
    return first(name, Content.Line.class, Content.Line::line);
  }

  private Stenosis stenosis() {
    OptionalDouble area = number(SrCodes.AREA_STENOSIS, SrCodes.PERCENT, any());
    Optional<AreaMethod> method =
        Arrays.stream(AreaMethod.values())
            .filter(m -> modified(SrCodes.AREA_STENOSIS, SrCodes.METHOD, m.code()))
            .findFirst();
    return new Stenosis(
        number(SrCodes.DIAMETER_STENOSIS, SrCodes.PERCENT, any()),
        area,
        reference(),
        area.isPresent() ? method : Optional.empty());
  }

  private Optional<ReferenceMethod> reference() {
    return Arrays.stream(ReferenceMethod.values())
        .filter(
            m ->
                Stream.of(SrCodes.DIAMETER_STENOSIS, SrCodes.AREA_STENOSIS, SrCodes.LUMEN_DIAMETER)
                    .anyMatch(name -> modified(name, SrCodes.REFERENCE_METHOD, m.code())))
        .findFirst();
  }

  private boolean modified(Code name, Code modifier, Code value) {
    return group.children(name).anyMatch(has(modifier, value));
  }

  private static Predicate<ContentItem> has(Code modifier, Code value) {
    return item -> item.coded(modifier).filter(value::sameConcept).isPresent();
  }

  private static Predicate<ContentItem> any() {
    return item -> true;
  }

  /** Millimetres only with their calibration, pixels only without one. */
  private Lengths lengths() {
    Optional<ReportedCalibration> calibration = calibration();
    Code unit = calibration.isPresent() ? SrCodes.MILLIMETRE : SrCodes.PIXELS;
    Predicate<ContentItem> minimum = has(SrCodes.DERIVATION, SrCodes.MINIMUM);
    return new Lengths(
        number(SrCodes.LUMEN_DIAMETER, unit, minimum),
        number(SrCodes.LUMEN_DIAMETER, unit, i -> i.coded(SrCodes.REFERENCE_METHOD).isPresent()),
        number(SrCodes.LESION_LENGTH, unit, any()),
        calibration);
  }

  private Optional<ReportedCalibration> calibration() {
    OptionalDouble factor = number(SrCodes.CALIBRATION_FACTOR, SrCodes.MM_PER_PIXEL, any());
    Optional<Code> code = group.coded(SrCodes.CALIBRATION_METHOD);
    if (factor.isEmpty() || code.isEmpty()) {
      return Optional.empty();
    }
    return Arrays.stream(ReportedCalibration.Method.values())
        .filter(m -> m.code().sameConcept(code.get()))
        .findFirst()
        .flatMap(m -> calibration(m, factor.getAsDouble()));
  }

  /** One that lacks its object, or cannot be, is none: the group has other numbers still. */
  private Optional<ReportedCalibration> calibration(ReportedCalibration.Method m, double factor) {
    try {
      return Optional.of(
          new ReportedCalibration(
              m,
              factor,
              group.coded(SrCodes.CALIBRATION_OBJECT),
              number(SrCodes.CALIBRATION_OBJECT_SIZE, SrCodes.MILLIMETRE, any())));
    } catch (InvalidInputException impossible) {
      return Optional.empty();
    }
  }

  private OptionalDouble number(Code name, Code unit, Predicate<ContentItem> which) {
    return group
        .children(name)
        .filter(which)
        .map(ContentItem::content)
        .filter(Content.Numeric.class::isInstance)
        .map(Content.Numeric.class::cast)
        .filter(n -> n.unit().sameConcept(unit))
        .mapToDouble(Content.Numeric::value)
        .findFirst();
  }
}
