// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import io.github.medsam2.qca.stats.Interval;
import java.util.Set;

/**
 * How far a measurement may be off, from what is known of how it was made. Most that goes wrong
 * hides the narrowest place, so intervals reach farther towards a severe lesion than from it.
 */
final class Doubts {
  /** Half an interval in standard deviations. */
  private static final double HALF = 1.96;

  private static final double LEAST_MILDER = 1.4;
  private static final double LEAST_SEVERER = 1.5;

  /** What moves the reference moves the lumen less, and the borders less. */
  private static final double LUMEN_SHARE = 0.7;

  private final double milder;
  private final double severer;
  private final double reference;

  Doubts(Set<QualityFlag> flags) {
    double mild = LEAST_MILDER;
    double severe = LEAST_SEVERER;
    double ref = 1;
    for (QualityFlag f : flags) {
      mild = Math.max(mild, f.milder());
      severe = Math.max(severe, f.severer());
      ref = Math.max(ref, f.reference());
    }
    this.milder = HALF * mild;
    this.severer = HALF * severe;
    this.reference = HALF * ref;
  }

  /**
   * @param mld pixels
   * @param rvd pixels
   * @param length pixels
   * @param noise standard deviation of the diameter as a share of the reference
   */
  Doubt around(double mld, double rvd, double length, double noise) {
    double m = 0.27 + 0.9 * noise * rvd;
    double r = 0.3 + 0.7 * noise * rvd;
    double percent = 100 * Math.hypot(m / rvd, r * mld / (rvd * rvd));
    double read = Stenosis.diameterPercent(mld, rvd);
    double wider = Math.max(severer, LUMEN_SHARE * reference);
    double worst = Math.min(100, read + milder * percent);
    double best = Math.max(0, read - severer * percent);
    double l = Math.max(LUMEN_SHARE * milder, reference) * (3 + 0.2 * length);
    return new Doubt(
        new Interval(best, worst),
        // What the percent may be at this reference the lumen may be, too.
        new Interval(
            Math.max(0, Math.min(mld - milder * m, rvd * (1 - worst / 100))), mld + wider * m),
        new Interval(Math.max(0, rvd - reference * r), rvd + reference * r),
        new Interval(Math.max(0, length - l), length + l));
  }
}
