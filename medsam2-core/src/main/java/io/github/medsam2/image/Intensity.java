// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

import java.util.List;

/**
 * A rule that brings samples of any type to the 8 bits the network is trained on.
 *
 * <p>Every rule clips the samples to a range and then spreads the values that are left, from their
 * smallest to their largest, over 0 to 255, cutting off fractions. A volume or cine is mapped as a
 * whole, so that a tissue has one grey in all slices. NaN becomes 0, and so does everything when
 * the clipped values are all equal. Immutable and thread-safe.
 */
public sealed interface Intensity permits Window, Percentiles, FullRange, StandardIntensity {

  /**
   * The rule for data of unknown kind: 8-bit samples stay as they are, others go by {@link
   * Percentiles#STANDARD}. Data with negative samples are refused, since they are most likely
   * Hounsfield units, which need a {@link Window}.
   */
  static Intensity standard() {
    return StandardIntensity.INSTANCE;
  }

  /** An image in 8 bits, with as many channels; all channels are mapped alike. */
  default Image toUint8(Image image) {
    Ramp ramp = Ramp.of(this, List.of(image.samples()));
    return ramp.isIdentity()
        ? image
        : Image.of(
            image.width(),
            image.height(),
            image.channels(),
            PixelType.UINT8,
            ramp.apply(image.samples()));
  }

  /** A volume in 8 bits, on the same grid. */
  default Volume toUint8(Volume volume) {
    Ramp ramp = Ramp.of(this, List.of(volume.samples()));
    return ramp.isIdentity()
        ? volume
        : Volume.of(
            volume.width(),
            volume.height(),
            volume.depth(),
            PixelType.UINT8,
            ramp.apply(volume.samples()),
            volume.geometry());
  }
}
