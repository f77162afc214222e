// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.reading;

import io.github.medsam2.qca.stats.Interval;

/**
 * A diameter stenosis as the network sees it, without a contour: for one of contours see {@link
 * io.github.medsam2.qca.measure.Qca}.
 *
 * @param percent 0 to 100
 * @param interval where the reference value lies in 90 of 100 cases, within 0 to 100
 * @param grade the band of the percent
 */
public record StenosisReading(double percent, Interval interval, StenosisGrade grade) {

  static StenosisReading of(double percent, double halfWidth) {
    double p = Math.max(0, Math.min(100, percent));
    Interval interval = new Interval(Math.max(0, p - halfWidth), Math.min(100, p + halfWidth));
    return new StenosisReading(p, interval, StenosisGrade.of(p));
  }
}
