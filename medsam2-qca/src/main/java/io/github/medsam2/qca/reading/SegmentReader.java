// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.reading;

import io.github.medsam2.Segmentation;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.prompt.coronary.ViewAngle;
import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.anatomy.ViewPrior;
import io.github.medsam2.qca.anatomy.ViewPrior.Plausibility;
import io.github.medsam2.reading.coronary.CoronaryReading;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Interprets what reading heads say: probabilities over the segments that training has seen, a soft
 * prior from the view, a stenosis with its interval, and reasons to abstain.
 *
 * <p>The score of segment k is {@code logit k + weight * log P(k | view)} with {@link ViewPrior};
 * no segment is ever excluded by its view. Thread-safe.
 */
public final class SegmentReader {
  private final ReaderOptions options;
  private final ViewPrior prior = new ViewPrior();

  /** The prior of the view asked for last: the frames of a cine share theirs. */
  private volatile @Nullable LogPrior last;

  /** A reader with the standard options. */
  public SegmentReader() {
    this(ReaderOptions.standard());
  }

  /** A reader with options. */
  public SegmentReader(ReaderOptions options) {
    this.options = options;
  }

  private record LogPrior(ViewAngle view, double[] values) {}

  /**
   * Reads a mask.
   *
   * @throws InvalidInputException when it comes without a reading: from a model without reading
   *     heads, or of an empty mask that was given
   */
  public SegmentReading read(Segmentation segmentation) {
    CoronaryReading reading =
        segmentation
            .reading(CoronaryReading.class)
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "coronary reading",
                        "a mask of a model with reading heads",
                        "one without a reading",
                        "load a checkpoint with keys reading_heads.*, which CoronaryHeads.addTo"
                            + " begins and training fills"));
    return read(reading, segmentation.isObjectPresent() && hasPixels(segmentation));
  }

  private static boolean hasPixels(Segmentation segmentation) {
    for (float logit : segmentation.lowResLogits()) {
      if (logit > 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * Interprets a reading.
   *
   * @param present whether the object is on the image
   */
  public SegmentReading read(CoronaryReading reading, boolean present) {
    double[] logits = logits(reading);
    boolean[] seen = seen(reading);
    SegmentProbabilities alone = SegmentProbabilities.of(logits, seen);
    SegmentProbabilities segments =
        reading.view().isEmpty() || options.priorWeight() == 0
            ? alone
            : SegmentProbabilities.of(withPrior(logits, reading.view().get()), seen);
    Optional<Plausibility> plausibility = plausibility(segments, reading.view());
    Set<Abstention> abstentions = EnumSet.noneOf(Abstention.class);
    if (!present) {
      abstentions.add(Abstention.ABSENT_OBJECT);
    }
    if (reading.view().isEmpty() && options.requireView()) {
      abstentions.add(Abstention.VIEW_UNKNOWN);
    }
    if (options.abstainWhenUnusual() && plausibility.filter(Plausibility::unusual).isPresent()) {
      abstentions.add(Abstention.UNUSUAL_VIEW);
    }
    abstentions.addAll(doubts(segments, logits, seen));
    return new SegmentReading(
        segments,
        alone,
        StenosisReading.of(reading.stenosisPercent(), reading.intervalFactor() * reading.spread()),
        reading.view(),
        plausibility,
        abstentions);
  }

  private Set<Abstention> doubts(SegmentProbabilities segments, double[] logits, boolean[] seen) {
    if (segments.candidates().isEmpty()) {
      return EnumSet.of(Abstention.UNTRAINED);
    }
    Set<Abstention> doubts = EnumSet.noneOf(Abstention.class);
    if (!seen[strongest(logits)]) {
      doubts.add(Abstention.CLASS_NEVER_SEEN);
    }
    if (segments.candidates().get(0).probability() < options.minConfidence()) {
      doubts.add(Abstention.LOW_CONFIDENCE);
    }
    return doubts;
  }

  private static int strongest(double[] logits) {
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      best = logits[i] > logits[best] ? i : best;
    }
    return best;
  }

  private Optional<Plausibility> plausibility(
      SegmentProbabilities segments, Optional<ViewAngle> view) {
    if (view.isEmpty() || segments.candidates().isEmpty()) {
      return Optional.empty();
    }
    CassSegment best = segments.candidates().get(0).segment();
    return Optional.of(prior.plausibility(best, view.get().primary(), view.get().secondary()));
  }

  private static double[] logits(CoronaryReading reading) {
    float[] given = reading.cassLogits();
    double[] logits = new double[given.length];
    float halfWidth = reading.intervalFactor() * reading.spread();
    boolean finite = Float.isFinite(reading.stenosisPercent()) && Float.isFinite(halfWidth);
    if (logits.length != CassSegment.CLASSES || reading.classCounts().length != logits.length) {
      throw new InvalidInputException(
          "coronary reading",
          "logits and counts of " + CassSegment.CLASSES + " segments",
          logits.length + " and " + reading.classCounts().length,
          "check the shapes of the reading heads");
    }
    for (int i = 0; i < logits.length; i++) {
      logits[i] = given[i];
      finite &= Float.isFinite(given[i]);
    }
    if (!finite) {
      throw new InvalidInputException(
          "coronary reading", "finite numbers", "others", "check the weights of the reading heads");
    }
    return logits;
  }

  private static boolean[] seen(CoronaryReading reading) {
    float[] counts = reading.classCounts();
    boolean[] seen = new boolean[counts.length];
    for (int i = 0; i < seen.length; i++) {
      if (!(counts[i] >= 0 && counts[i] < Float.POSITIVE_INFINITY)) {
        throw new InvalidInputException(
            "coronary reading",
            "class counts from 0",
            counts[i] + "",
            "check reading_heads.class_counts of the checkpoint");
      }
      seen[i] = counts[i] > 0;
    }
    return seen;
  }

  private double[] withPrior(double[] logits, ViewAngle view) {
    double[] prior = logPrior(view);
    double[] scores = logits.clone();
    for (int i = 0; i < scores.length; i++) {
      scores[i] += options.priorWeight() * prior[i];
    }
    return scores;
  }

  /** The logarithm of the prior of each number; a segment with a suffix counts to its number. */
  private double[] logPrior(ViewAngle view) {
    LogPrior known = last;
    if (known == null || !known.view().equals(view)) {
      double[] sums = new double[CassSegment.CLASSES];
      Map<CassSegment, Double> p = prior.probabilities(view.primary(), view.secondary());
      p.forEach((segment, probability) -> sums[segment.number() - 1] += probability);
      known = new LogPrior(view, Arrays.stream(sums).map(Math::log).toArray());
      last = known;
    }
    return known.values();
  }
}
