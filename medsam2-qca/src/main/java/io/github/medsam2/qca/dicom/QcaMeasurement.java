// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.dicom;

import io.github.medsam2.dicom.derived.Code;
import io.github.medsam2.dicom.derived.CoronaryCodes;
import io.github.medsam2.dicom.derived.Polyline;
import io.github.medsam2.dicom.sr.FrameReference;
import io.github.medsam2.dicom.sr.Lengths;
import io.github.medsam2.dicom.sr.LesionMeasurement;
import io.github.medsam2.dicom.sr.LesionRegion;
import io.github.medsam2.dicom.sr.ReferenceMethod;
import io.github.medsam2.dicom.sr.ReportedCalibration;
import io.github.medsam2.dicom.sr.Stenosis;
import io.github.medsam2.dicom.sr.Trace;
import io.github.medsam2.dicom.sr.Tracking;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.geometry.Point2;
import io.github.medsam2.qca.measure.DiameterFunction;
import io.github.medsam2.qca.measure.QcaResult;
import io.github.medsam2.qca.report.QcaReport;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The chosen frame of a QCA report as a lesion of a TID 1500 measurement report: site, stenosis of
 * diameter and circular area against an interpolated local reference, lengths with their
 * calibration or in pixels, the outline of the lesion, and both contours of the vessel.
 *
 * <p>Left and right are looking downstream, which is right where the samples of the result run so.
 * A segment without a code in DICOM (CASS 9, 15a, 16a) becomes its artery.
 */
public final class QcaMeasurement {
  private QcaMeasurement() {}

  /**
   * The lesion of a report.
   *
   * @param sopInstance the SOP Instance UID of the cine; the frame is the chosen one
   * @throws InvalidInputException if the segment is not known, or the calibration is manual: then
   *     say what it was made with
   */
  public static LesionMeasurement of(QcaReport report, Tracking tracking, String sopInstance) {
    return lesion(report, tracking, sopInstance, lengths(report.result(), null));
  }

  /**
   * The lesion of a report that was calibrated by hand.
   *
   * @param object what the scale was made with, as {@link ReportedCalibration#RULER}
   */
  public static LesionMeasurement of(
      QcaReport report, Tracking tracking, String sopInstance, Code object) {
    return lesion(report, tracking, sopInstance, lengths(report.result(), object));
  }

  private static LesionMeasurement lesion(
      QcaReport report, Tracking tracking, String sopInstance, Lengths lengths) {
    QcaResult r = report.result();
    CassSegment segment =
        report
            .segment()
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "measurement report",
                        "a lesion of a known segment",
                        "no segment",
                        "name it with QcaReport.withSegment"));
    Stenosis stenosis =
        Stenosis.circular(
            r.diameterStenosis(), r.areaStenosis(), ReferenceMethod.INTERPOLATED_LOCAL);
    return LesionMeasurement.stenosis(
            tracking,
            site(segment),
            new FrameReference(sopInstance, report.chosen()),
            stenosis,
            lengths)
        .with(trace(r));
  }

  private static Code site(CassSegment segment) {
    String suffix = segment.id().endsWith("a") ? "a" : "";
    return CoronaryCodes.segment(segment.number(), suffix)
        .orElseGet(
            () ->
                switch (segment.vessel()) {
                  case RCA -> CoronaryCodes.RIGHT;
                  case LM -> CoronaryCodes.LEFT_MAIN;
                  case LAD -> CoronaryCodes.LEFT_ANTERIOR_DESCENDING;
                  case LCX -> CoronaryCodes.CIRCUMFLEX;
                });
  }

  private static Lengths lengths(QcaResult r, @Nullable Code object) {
    Optional<ReportedCalibration> calibration = calibration(r.calibration(), object);
    return calibration.isEmpty()
        ? Lengths.pixels(r.mld().pixels(), r.rvd().pixels(), r.lesionLength().pixels())
        : Lengths.millimetres(
            r.mld().mm().orElseThrow(),
            r.rvd().mm().orElseThrow(),
            r.lesionLength().mm().orElseThrow(),
            calibration.get());
  }

  private static Optional<ReportedCalibration> calibration(
      io.github.medsam2.qca.measure.Calibration c, @Nullable Code object) {
    if (c.mmPerPixel().isEmpty()) {
      return Optional.empty();
    }
    double mm = c.mmPerPixel().getAsDouble();
    if (c instanceof io.github.medsam2.qca.measure.Calibration.Isocentre i) {
      return Optional.of(
          ReportedCalibration.geometric(
              i.offPlaneMm().isPresent()
                  ? ReportedCalibration.Method.OFF_ISOCENTRE
                  : ReportedCalibration.Method.ISOCENTRE,
              mm));
    } else if (c instanceof io.github.medsam2.qca.measure.Calibration.Catheter k) {
      return Optional.of(
          ReportedCalibration.object(ReportedCalibration.CATHETER, k.diameterMm(), mm));
    } else if (object == null) {
      throw new InvalidInputException(
          "measurement report",
          "a calibration whose source is known",
          "one by hand",
          "say which object it was made with");
    }
    return Optional.of(
        new ReportedCalibration(
            ReportedCalibration.Method.OBJECT, mm, Optional.of(object), OptionalDouble.empty()));
  }

  private static Trace trace(QcaResult r) {
    DiameterFunction f = r.function();
    if (r.lesionStart() >= r.lesionEnd()) {
      return Trace.none().contours(line(f.left()), line(f.right()));
    }
    List<Point2> outline = new ArrayList<>(f.left().subList(r.lesionStart(), r.lesionEnd() + 1));
    List<Point2> back = new ArrayList<>(f.right().subList(r.lesionStart(), r.lesionEnd() + 1));
    Collections.reverse(back);
    outline.addAll(back);
    outline.add(outline.get(0));
    return Trace.of(new LesionRegion.Outline(line(outline)))
        .contours(line(f.left()), line(f.right()));
  }

  /** Whole numbers are pixel centres here, and halves in DICOM. */
  private static Polyline line(List<Point2> points) {
    float[] xy = new float[2 * points.size()];
    for (int i = 0; i < points.size(); i++) {
      xy[2 * i] = (float) (points.get(i).x() + 0.5);
      xy[2 * i + 1] = (float) (points.get(i).y() + 0.5);
    }
    return Polyline.of(xy);
  }
}
