// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import java.util.OptionalDouble;

/**
 * A length on an image.
 *
 * @param pixels the length as measured
 * @param mm the length in millimetres, only with a calibration
 */
public record Length(double pixels, OptionalDouble mm) {

  /** A length in pixels under a calibration. */
  public static Length of(double pixels, Calibration calibration) {
    OptionalDouble scale = calibration.mmPerPixel();
    return new Length(
        pixels,
        scale.isPresent()
            ? OptionalDouble.of(pixels * scale.getAsDouble())
            : OptionalDouble.empty());
  }
}
