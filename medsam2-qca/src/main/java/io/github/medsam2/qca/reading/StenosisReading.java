// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.reading;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.qca.stats.Interval;
import io.github.medsam2.qca.stats.SeverityBand;

/**
 * A diameter stenosis as the network sees it, without a contour: for one of contours see {@link
 * io.github.medsam2.qca.measure.Qca}.
 *
 * @param percent 0 to 100
 * @param interval where the reference value lies in 90 of 100 cases, within 0 to 100, around the
 *     percent
 */
public record StenosisReading(double percent, Interval interval) {

  /** Checks ranges. */
  public StenosisReading {
    // Written so that NaN fails too.
    boolean good =
        percent >= 0
            && percent <= 100
            && interval.low() >= 0
            && interval.high() <= 100
            && interval.contains(percent);
    if (!good) {
      throw new InvalidInputException(
          "stenosis reading",
          "0 to 100 percent inside an interval within 0 to 100",
          percent + " in " + interval.low() + " to " + interval.high(),
          "correct the reading; check the weights of the reading heads if it is theirs");
    }
  }

  static StenosisReading of(double percent, double halfWidth) {
    if (!(percent >= 0 && percent <= 100) || !(halfWidth >= 0 && Double.isFinite(halfWidth))) {
      throw new InvalidInputException(
          "stenosis reading",
          "0 to 100 percent, a finite spread and interval factor from 0",
          percent + " +- " + halfWidth,
          "check the weights of the reading heads");
    }
    return new StenosisReading(
        percent,
        new Interval(Math.max(0, percent - halfWidth), Math.min(100, percent + halfWidth)));
  }

  /** The band of the percent. */
  public SeverityBand grade() {
    return SeverityBand.of(percent);
  }
}
