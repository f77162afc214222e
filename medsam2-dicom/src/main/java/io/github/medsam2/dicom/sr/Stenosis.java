// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.sr;

import io.github.medsam2.error.InvalidInputException;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How much narrower a vessel is than its reference; needs no calibration.
 *
 * @param diameter percent of the diameter that is lost; below 0 where the vessel is wider
 * @param area percent of the cross-sectional area that is lost
 * @param reference how the reference was found; absent where a report does not say
 * @param areaMethod how areas were found; absent without an area, or where a report does not say
 */
public record Stenosis(
    OptionalDouble diameter,
    OptionalDouble area,
    Optional<ReferenceMethod> reference,
    Optional<AreaMethod> areaMethod) {

  /** Checks the percentages. */
  public Stenosis {
    check("diameter stenosis", diameter);
    check("area stenosis", area);
    if (area.isEmpty() && areaMethod.isPresent()) {
      throw new InvalidInputException(
          "area stenosis", "a method only of an area", "a method alone", "give both or none");
    }
  }

  private static void check(String what, OptionalDouble percent) {
    if (percent.isPresent() && !(percent.getAsDouble() <= 100 && percent.getAsDouble() > -1e6)) {
      throw new InvalidInputException(
          what, "percent, at most 100", percent.getAsDouble() + "", "correct the value");
    }
  }

  /** Both percentages, areas as circles of the diameters. */
  public static Stenosis circular(double diameter, double area, ReferenceMethod reference) {
    return new Stenosis(
        OptionalDouble.of(diameter),
        OptionalDouble.of(area),
        Optional.of(reference),
        Optional.of(AreaMethod.CIRCULAR));
  }
}
