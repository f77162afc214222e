// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.reading.coronary;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.prompt.coronary.ViewAngle;
import io.github.medsam2.reading.MaskReading;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the reading heads say of one mask, as they say it: the {@code medsam2-qca} module turns it
 * into a segment with its probability and a stenosis with its interval. Immutable, on the Java
 * heap, thread-safe.
 *
 * <p>For research only: not a medical device.
 */
public final class CoronaryReading implements MaskReading {
  /** The CASS numbers 1 to 29. */
  private static final int SEGMENTS = 29;

  private final float[] cassLogits;
  private final float[] classCounts;
  private final float stenosisPercent;
  private final float spread;
  private final float intervalFactor;
  private final @Nullable ViewAngle view;

  /**
   * A reading made by other means than a model.
   *
   * @param cassLogits logits of the CASS segments 1 to 29
   * @param classCounts cases of each segment that training has seen
   * @param stenosisPercent diameter stenosis, 0 to 100
   * @param spread its standard deviation in percent, at least 0
   * @param intervalFactor half the width of the 90 % interval, in spreads, at least 0
   * @param view the view it takes into account; none when unknown
   */
  public CoronaryReading(
      float[] cassLogits,
      float[] classCounts,
      float stenosisPercent,
      float spread,
      float intervalFactor,
      @Nullable ViewAngle view) {
    int n = SEGMENTS;
    if (cassLogits.length != n || classCounts.length != n) {
      throw new InvalidInputException(
          "coronary reading",
          n + " logits and " + n + " counts",
          cassLogits.length + " and " + classCounts.length,
          "give one for each CASS number");
    }
    this.cassLogits = cassLogits.clone();
    this.classCounts = classCounts.clone();
    this.stenosisPercent = stenosisPercent;
    this.spread = spread;
    this.intervalFactor = intervalFactor;
    this.view = view;
  }

  /** Logits of the CASS segments 1 to 29, in this order; a new array. */
  public float[] cassLogits() {
    return cassLogits.clone();
  }

  /**
   * How many cases of each CASS segment training has seen, in the order of {@link #cassLogits}; a
   * new array. A logit of a segment never seen means nothing, and none was seen by heads that were
   * not trained.
   */
  public float[] classCounts() {
    return classCounts.clone();
  }

  /** Diameter stenosis in percent, 0 to 100. */
  public float stenosisPercent() {
    return stenosisPercent;
  }

  /** Standard deviation of the stenosis in percent, as predicted for this mask. */
  public float spread() {
    return spread;
  }

  /**
   * Half the width of the 90 % interval of the stenosis, in {@linkplain #spread spreads}: fitted on
   * validation data, or that of a normal distribution, 1.645.
   */
  public float intervalFactor() {
    return intervalFactor;
  }

  /** The angiographic view the reading takes into account; empty when it was unknown. */
  public Optional<ViewAngle> view() {
    return Optional.ofNullable(view);
  }

  /** The likeliest segment by its logit alone, and the stenosis. */
  @Override
  public String toString() {
    int best = 0;
    for (int i = 1; i < SEGMENTS; i++) {
      best = cassLogits[i] > cassLogits[best] ? i : best;
    }
    return String.format(
        Locale.ROOT,
        "CoronaryReading[CASS %d likeliest, stenosis %.0f +- %.0f %%]",
        best + 1,
        stenosisPercent,
        spread);
  }
}
