// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import java.util.Set;

/** How far a measurement may be off, from what is known of how it was made. */
final class Doubts {
  private Doubts() {}

  /** Standard deviations in percentage points and pixels. */
  record Sigma(double percent, double mld, double rvd, double length) {}

  static Sigma of(double mld, double rvd, double length, double noise, Set<QualityFlag> flags) {
    double m = 0.27 + 0.9 * noise * rvd;
    double r = 0.3 + 0.7 * noise * rvd;
    double percent = 100 * Math.hypot(m / rvd, r * mld / (rvd * rvd));
    double k = 1;
    for (QualityFlag f : flags) {
      k = Math.max(k, f.weight());
    }
    return new Sigma(k * percent, k * m, k * r, k * (3 + 0.2 * length));
  }
}
