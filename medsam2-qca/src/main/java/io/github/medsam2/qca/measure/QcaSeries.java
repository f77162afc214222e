// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import io.github.medsam2.error.InvalidInputException;
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
import java.util.function.Supplier;

/**
 * The measurements of a vessel over a cine: one entry for every frame, empty where there was no
 * mask or nothing to measure, and the frame chosen by rule. In masks of forks and trees the vessel
 * is the one with the most severe lesion on the chosen frame, and the same one on the others. Keeps
 * D(s) of every frame.
 *
 * @param frames in the order of the cine
 * @param chosen the frame to report
 */
public record QcaSeries(List<Optional<QcaResult>> frames, OptionalInt chosen) {
  /** Share of the best opacification from which a frame counts for means. */
  private static final double FILLED = 0.8;

  /** Copies the list. */
  public QcaSeries {
    frames = List.copyOf(frames);
  }

  /** Measures every masked frame of a vessel of which nothing is known. */
  public static QcaSeries of(
      Qca qca,
      FrameSource cine,
      IntFunction<Optional<Mask>> masks,
      IntToDoubleFunction phase,
      Calibration calibration) {
    return of(qca, cine, masks, phase, calibration, Subject.unknown());
  }

  /**
   * Measures every masked frame, a few at a time on the common pool; frames and masks are asked for
   * one after the other by the calling thread.
   *
   * @param masks the mask of a frame, or nothing
   * @param phase share of the heart cycle of a frame, or NaN without an ECG
   * @param subject what is known of the vessel, on every frame
   */
  public static QcaSeries of(
      Qca qca,
      FrameSource cine,
      IntFunction<Optional<Mask>> masks,
      IntToDoubleFunction phase,
      Calibration calibration,
      Subject subject) {
    List<List<QcaResult>> all = measure(qca, cine, masks, calibration, subject);
    List<FrameQuality> qualities = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      List<QcaResult> vessels = all.get(i);
      if (!vessels.isEmpty()) {
        double p = phase.applyAsDouble(i);
        OptionalDouble known = Double.isNaN(p) ? OptionalDouble.empty() : OptionalDouble.of(p);
        QcaResult main = vessels.get(0);
        List<QcaResult> before = i > 0 ? all.get(i - 1) : List.of();
        FrameQuality q = FrameQuality.of(i, main, known);
        qualities.add(before.isEmpty() ? q : q.since(before.get(0), main));
      }
    }
    if (qualities.isEmpty()) {
      return new QcaSeries(
          all.stream().map(v -> Optional.<QcaResult>empty()).toList(), OptionalInt.empty());
    }
    int chosen = FrameChoice.best(qualities).index();
    QcaResult vessel = Qca.worst(all.get(chosen));
    return new QcaSeries(all.stream().map(v -> same(vessel, v)).toList(), OptionalInt.of(chosen));
  }

  /** Asks for frames and masks in turn, and measures as many at a time as there are processors. */
  private static List<List<QcaResult>> measure(
      Qca qca,
      FrameSource cine,
      IntFunction<Optional<Mask>> masks,
      Calibration calibration,
      Subject subject) {
    List<List<QcaResult>> all = new ArrayList<>();
    int together = Runtime.getRuntime().availableProcessors();
    for (int from = 0; from < cine.count(); from += together) {
      List<Supplier<List<QcaResult>>> some = new ArrayList<>();
      for (int i = from; i < Math.min(cine.count(), from + together); i++) {
        Optional<Mask> mask = masks.apply(i).filter(m -> !m.isEmpty());
        Optional<Image> image = mask.isPresent() ? Optional.of(cine.frame(i)) : Optional.empty();
        some.add(
            () ->
                mask.isPresent() && image.isPresent()
                    ? measure(qca, image.get(), mask.get(), calibration, subject)
                    : List.of());
      }
      all.addAll(some.parallelStream().map(Supplier::get).toList());
    }
    return all;
  }

  /** A mask that holds no vessel, as a tracker gives at wash-out, is a frame without a result. */
  private static List<QcaResult> measure(
      Qca qca, Image image, Mask mask, Calibration calibration, Subject subject) {
    try {
      return qca.measureAll(image, mask, calibration, subject);
    } catch (NoVesselException none) {
      return List.of();
    }
  }

  /** Of the vessels of a frame, the one that lies where the given one is. */
  private static Optional<QcaResult> same(QcaResult vessel, List<QcaResult> vessels) {
    Optional<QcaResult> best = Optional.empty();
    double least = Double.MAX_VALUE;
    for (QcaResult r : vessels) {
      double d = FrameQuality.distance(vessel, r, 0, 0) + FrameQuality.distance(r, vessel, 0, 0);
      if (d < least) {
        least = d;
        best = Optional.of(r);
      }
    }
    return best;
  }

  /** The result of the chosen frame. */
  public Optional<QcaResult> best() {
    return chosen.isPresent() ? frames.get(chosen.getAsInt()) : Optional.empty();
  }

  /**
   * Diameters over the vessel and time in pixels, {@code [frame][sample]}: every frame from its
   * first to its last sample in equal steps; NaN where nothing was measured.
   *
   * @param samples at least 2
   */
  public double[][] diameters(int samples) {
    if (samples < 2) {
      throw new InvalidInputException(
          "diameters over a cine", "at least 2 samples", samples + "", "ask for more");
    }
    double[][] d = new double[frames.size()][samples];
    for (int i = 0; i < d.length; i++) {
      Optional<QcaResult> found = frames.get(i);
      for (int k = 0; k < samples; k++) {
        d[i][k] = found.isPresent() ? at(found.get(), k, samples) : Double.NaN;
      }
    }
    return d;
  }

  private static double at(QcaResult r, int k, int samples) {
    double x = k * (r.function().size() - 1.0) / (samples - 1);
    int i = (int) Math.min(r.function().size() - 1.0, Math.floor(x));
    int j = Math.min(r.function().size() - 1, i + 1);
    return (1 - (x - i)) * r.function().diameter().get(i)
        + (x - i) * r.function().diameter().get(j);
  }

  /**
   * The mean of the lesion over the filled frames of a beat around the chosen one: noise of single
   * frames averages out, foreshortening by the beat does not.
   *
   * @param framesPerBeat of the cine, 1 or more
   */
  public Optional<BeatMean> beatMean(int framesPerBeat) {
    if (best().isEmpty()) {
      return Optional.empty();
    }
    int middle = chosen.getAsInt();
    QcaResult main = best().get();
    List<Lesion> lesions = new ArrayList<>();
    int from = Math.max(0, middle - framesPerBeat / 2);
    for (int i = from; i < Math.min(frames.size(), from + Math.max(1, framesPerBeat)); i++) {
      frames
          .get(i)
          .filter(r -> r.opacification() >= FILLED * main.opacification())
          .map(r -> BeatMean.same(main, r))
          .ifPresent(lesions::add);
    }
    return Optional.of(BeatMean.of(lesions));
  }
}
