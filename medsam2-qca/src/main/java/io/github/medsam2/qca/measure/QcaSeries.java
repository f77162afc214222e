// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;

/**
 * The measurements of a segment over a cine: one entry for every frame, empty where there was no
 * mask or nothing to measure, and the frame chosen by rule. Keeps D(s) of every frame.
 *
 * @param frames in the order of the cine
 * @param chosen the frame to report
 */
public record QcaSeries(List<Optional<QcaResult>> frames, OptionalInt chosen) {

  /** Copies the list. */
  public QcaSeries {
    frames = List.copyOf(frames);
  }

  /**
   * Measures every masked frame, one at a time.
   *
   * @param masks the mask of a frame, or nothing
   * @param phase share of the heart cycle of a frame, or NaN without an ECG
   */
  public static QcaSeries of(
      Qca qca,
      FrameSource cine,
      IntFunction<Optional<Mask>> masks,
      IntToDoubleFunction phase,
      Calibration calibration) {
    List<Optional<QcaResult>> results = new ArrayList<>();
    List<FrameQuality> qualities = new ArrayList<>();
    Optional<Mask> before = Optional.empty();
    for (int i = 0; i < cine.count(); i++) {
      Optional<Mask> mask = masks.apply(i);
      Optional<QcaResult> result = Optional.empty();
      if (mask.isPresent() && !mask.get().isEmpty()) {
        Image image = cine.frame(i);
        result = measure(qca, image, mask.get(), calibration);
        double p = phase.applyAsDouble(i);
        if (result.isPresent()) {
          OptionalDouble known = Double.isNaN(p) ? OptionalDouble.empty() : OptionalDouble.of(p);
          FrameQuality q = FrameQuality.of(i, image, mask.get(), known);
          qualities.add(before.isPresent() ? q.since(before.get(), mask.get()) : q);
        }
      }
      before = result.isPresent() ? mask : Optional.empty();
      results.add(result);
    }
    return new QcaSeries(
        results,
        qualities.isEmpty()
            ? OptionalInt.empty()
            : OptionalInt.of(FrameChoice.best(qualities).index()));
  }

  /** A mask that holds no vessel, as a tracker gives at wash-out, is a frame without a result. */
  private static Optional<QcaResult> measure(
      Qca qca, Image image, Mask mask, Calibration calibration) {
    try {
      return Optional.of(qca.measure(image, mask, calibration));
    } catch (NoVesselException none) {
      return Optional.empty();
    }
  }

  /** The result of the chosen frame. */
  public Optional<QcaResult> best() {
    return chosen.isPresent() ? frames.get(chosen.getAsInt()) : Optional.empty();
  }
}
