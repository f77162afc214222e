// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.sr;

import io.github.medsam2.error.InvalidInputException;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Lengths at a lesion: in millimetres with a calibration, in pixels without one.
 *
 * @param minimalLumenDiameter MLD
 * @param referenceDiameter RVD, at the same place
 * @param lesionLength from border to border along the vessel
 * @param calibration where millimetres come from
 */
public record Lengths(
    OptionalDouble minimalLumenDiameter,
    OptionalDouble referenceDiameter,
    OptionalDouble lesionLength,
    Optional<ReportedCalibration> calibration) {

  /** Checks that lengths are 0 or more. */
  public Lengths {
    check("minimal lumen diameter", minimalLumenDiameter);
    check("reference diameter", referenceDiameter);
    check("lesion length", lesionLength);
  }

  private static void check(String what, OptionalDouble length) {
    if (length.isPresent() && !(length.getAsDouble() >= 0 && length.getAsDouble() < 1e6)) {
      throw new InvalidInputException(
          what, "0 or more", length.getAsDouble() + "", "correct the value");
    }
  }

  /** In millimetres. */
  public static Lengths millimetres(
      double minimalLumenDiameter,
      double referenceDiameter,
      double lesionLength,
      ReportedCalibration calibration) {
    return new Lengths(
        OptionalDouble.of(minimalLumenDiameter),
        OptionalDouble.of(referenceDiameter),
        OptionalDouble.of(lesionLength),
        Optional.of(calibration));
  }

  /** In pixels. */
  public static Lengths pixels(
      double minimalLumenDiameter, double referenceDiameter, double lesionLength) {
    return new Lengths(
        OptionalDouble.of(minimalLumenDiameter),
        OptionalDouble.of(referenceDiameter),
        OptionalDouble.of(lesionLength),
        Optional.empty());
  }

  /** No length at all. */
  public static Lengths none() {
    OptionalDouble none = OptionalDouble.empty();
    return new Lengths(none, none, none, Optional.empty());
  }
}
