// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.qca.stats.Interval;

/**
 * Where the true values of a lesion lie in 95 of 100 cases, as measured on phantoms
 * (docs/qca-accuracy.md). Scale is not in it.
 *
 * @param diameterStenosis percent, within 0 to 100
 * @param mld pixels
 * @param rvd pixels
 * @param length pixels
 */
public record Doubt(Interval diameterStenosis, Interval mld, Interval rvd, Interval length) {

  /** Checks the order of the ends. */
  public Doubt {
    for (Interval i : new Interval[] {diameterStenosis, mld, rvd, length}) {
      if (!(i.low() <= i.high()) || Double.isInfinite(i.high() - i.low())) {
        throw new InvalidInputException(
            "doubt of a lesion",
            "finite intervals, the lower end first",
            i.low() + " to " + i.high(),
            "correct the interval");
      }
    }
  }
}
