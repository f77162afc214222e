// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.report;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.prompt.coronary.ViewAngle;
import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.measure.QcaOptions;
import io.github.medsam2.qca.measure.QcaResult;
import io.github.medsam2.qca.measure.QcaSeries;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is told about one lesion: its measurement on the frame chosen, those on other frames of the
 * cine, and how they were made. Holds nothing of the patient. Immutable. Research use only; not for
 * diagnosis.
 *
 * @param segment the coronary segment, if known
 * @param view the view, if known
 * @param options how it was measured
 * @param frames the measured frames by index from 0, at least one
 * @param chosen the frame to report, one of them
 */
public record QcaReport(
    Optional<CassSegment> segment,
    Optional<ViewAngle> view,
    QcaOptions options,
    SortedMap<Integer, QcaResult> frames,
    int chosen) {

  /** What every report says. */
  public static final String NOTICE = "Research use only. Not a medical device. Not for diagnosis.";

  /** Copies the map and checks that the chosen frame was measured. */
  public QcaReport {
    frames = Collections.unmodifiableSortedMap(new TreeMap<>(frames));
    if (!frames.containsKey(chosen) || frames.firstKey() < 0) {
      throw new InvalidInputException(
          "QCA report",
          "frames from 0 on with the chosen one",
          "frame " + chosen + " of " + frames.size() + " measured",
          "choose a frame that was measured");
    }
  }

  /** The report of one frame, without segment and view. */
  public static QcaReport of(QcaOptions options, int frame, QcaResult result) {
    return new QcaReport(
        Optional.empty(), Optional.empty(), options, new TreeMap<>(Map.of(frame, result)), frame);
  }

  /**
   * The report of a cine, without segment and view.
   *
   * @throws InvalidInputException if no frame was measured
   */
  public static QcaReport of(QcaOptions options, QcaSeries series) {
    SortedMap<Integer, QcaResult> frames = new TreeMap<>();
    List<Optional<QcaResult>> all = series.frames();
    for (int i = 0; i < all.size(); i++) {
      int index = i;
      all.get(i).ifPresent(r -> frames.put(index, r));
    }
    return new QcaReport(
        Optional.empty(), Optional.empty(), options, frames, series.chosen().orElse(-1));
  }

  /** The same of a coronary segment. */
  public QcaReport withSegment(CassSegment k) {
    return new QcaReport(Optional.of(k), view, options, frames, chosen);
  }

  /** The same seen from a direction. */
  public QcaReport withView(ViewAngle angle) {
    return new QcaReport(segment, Optional.of(angle), options, frames, chosen);
  }

  /** The result of the chosen frame. */
  public QcaResult result() {
    return Objects.requireNonNull(frames.get(chosen));
  }

  /** The measurements of the chosen frame. */
  public List<Measurement> measurements() {
    return Measurement.of(result());
  }
}
