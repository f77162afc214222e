// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.page.measure;

import io.github.medsam2.batch.output.VesselMeasure;
import io.github.medsam2.qca.measure.Calibration;
import io.github.medsam2.qca.report.QcaReport;
import io.github.medsam2.server.http.Query;
import io.github.medsam2.server.http.Refusal;
import io.github.medsam2.server.page.study.NamedObject;
import io.github.medsam2.server.page.study.Scene;
import io.github.medsam2.server.page.study.Shown;
import io.github.medsam2.server.page.study.Source;
import java.util.List;
import java.util.Optional;

/** Measures an object of a study on a frame. */
public final class Measuring {
  private static final double BY_HAND = 0.05;

  private Measuring() {}

  /**
   * Measures.
   *
   * @param given what was said of the scale: {@code mm} per pixel, or {@code french} and {@code
   *     width} of a catheter in pixels; what the file says without
   */
  public static QcaReport of(Source source, Scene scene, String key, int frame, Query given) {
    NamedObject object =
        Optional.ofNullable(scene.objects().get(key))
            .orElseThrow(() -> Refusal.unknown("object", "one of this session", "choose one"));
    Shown shown =
        scene
            .on(key, frame)
            .filter(s -> s.area() > 0)
            .orElseThrow(
                () ->
                    new Refusal(
                        409,
                        "QCA",
                        "a mask of the object on this frame",
                        "none",
                        "draw a box around the segment, or go to a frame that has one"));
    return VesselMeasure.of(
        source.grey(frame),
        shown.mask(source.width(), source.height()),
        frame,
        calibration(given).orElse(source.calibration()),
        object.segment(),
        source.view(frame));
  }

  /** What a user says of the scale. */
  public static Optional<Calibration> calibration(Query given) {
    Optional<Double> mm = one(given, "mm");
    Optional<Double> french = one(given, "french");
    Optional<Double> width = one(given, "width");
    if (french.isPresent() != width.isPresent()) {
      throw Refusal.wrong("catheter", "its size in French and its width in pixels", "one of them");
    }
    if (french.isPresent()) {
      return Optional.of(new Calibration.Catheter(french.get(), width.orElseThrow(), false));
    }
    return mm.map(value -> new Calibration.Manual(value, BY_HAND));
  }

  private static Optional<Double> one(Query given, String name) {
    List<Double> all = given.first(name).isEmpty() ? List.of() : given.numbers(name);
    return all.stream().findFirst();
  }
}
