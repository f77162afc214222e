// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import io.github.medsam2.error.InvalidInputException;
import java.util.Optional;

/**
 * One narrowing of a vessel, or its narrowest place where nothing stands out of the noise.
 *
 * @param site sample of the narrowest place relative to its reference
 * @param start sample where the lumen leaves the reference
 * @param end sample where it joins the reference again
 * @param mld minimal lumen diameter; 0 in an occlusion
 * @param rvd reference vessel diameter at the same place, interpolated
 * @param diameterStenosis percent
 * @param areaStenosis percent, for circular lumens of these diameters
 * @param length along the centre line; foreshortening makes it too short
 * @param symmetry smaller over larger plaque thickness at the site: 1 concentric, 0 one-sided
 * @param proximalReference reference at the proximal border; empty where no healthy vessel was seen
 *     before the lesion
 * @param distalReference the same at the distal border
 * @param doubt where the true values lie in 95 of 100 cases
 * @param occlusion whether no contrast passes
 */
public record Lesion(
    int site,
    int start,
    int end,
    Length mld,
    Length rvd,
    double diameterStenosis,
    double areaStenosis,
    Length length,
    double symmetry,
    Optional<Length> proximalReference,
    Optional<Length> distalReference,
    Doubt doubt,
    boolean occlusion) {

  /** Checks that the numbers are possible. */
  public Lesion {
    boolean good =
        mld.pixels() >= 0
            && rvd.pixels() > 0
            && length.pixels() >= 0
            && Double.isFinite(mld.pixels() + rvd.pixels() + length.pixels())
            && Double.isFinite(diameterStenosis)
            && diameterStenosis <= 100
            && Double.isFinite(areaStenosis)
            && areaStenosis <= 100
            && symmetry >= 0
            && symmetry <= 1;
    if (!good) {
      throw new InvalidInputException(
          "lesion",
          "finite lengths of 0 or more, a reference above 0, up to 100 percent, symmetry 0 to 1",
          mld.pixels() + " of " + rvd.pixels() + " pixels, " + diameterStenosis + " percent",
          "correct the numbers");
    }
  }

  /** Least luminal cross-section of a circular lumen, in the square of the unit of lengths. */
  public double minimalLumenArea() {
    double d = mld.mm().orElse(mld.pixels());
    return Math.PI / 4 * d * d;
  }
}
