// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.batch.output;

import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.coronary.ViewAngle;
import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.measure.Calibration;
import io.github.medsam2.qca.measure.Qca;
import io.github.medsam2.qca.measure.QcaOptions;
import io.github.medsam2.qca.measure.Subject;
import io.github.medsam2.qca.report.QcaReport;
import java.util.Optional;

/** QCA of a vessel on one frame, with what is known of it. */
public final class VesselMeasure {
  private VesselMeasure() {}

  /**
   * Measures by the usual options.
   *
   * @param frame from 0
   */
  public static QcaReport of(
      Image grey,
      Mask mask,
      int frame,
      Calibration calibration,
      Optional<CassSegment> segment,
      Optional<ViewAngle> view) {
    QcaOptions options = QcaOptions.standard();
    Subject subject = new Subject(segment, view, Optional.empty());
    QcaReport report =
        QcaReport.of(options, frame, new Qca(options).measure(grey, mask, calibration, subject));
    report = segment.isPresent() ? report.withSegment(segment.get()) : report;
    return view.isPresent() ? report.withView(view.get()) : report;
  }
}
