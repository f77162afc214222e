// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import io.github.medsam2.error.InvalidInputException;
import java.util.OptionalDouble;

/**
 * What a pixel measures in the plane of the vessel, where that number comes from, and how far it
 * may be off. Without a calibration results are in pixels and percent, never in millimetres.
 */
public sealed interface Calibration {

  /** Millimetres per pixel, or nothing. */
  OptionalDouble mmPerPixel();

  /** Standard uncertainty as a share of the value; infinite when there is none. */
  double relativeUncertainty();

  /** Whether the value lies where angiograms lie, 0.05 to 0.5 mm per pixel. */
  default boolean isPlausible() {
    double mm = mmPerPixel().orElse(Double.NaN);
    return mm >= 0.05 && mm <= 0.5;
  }

  /** No calibration. */
  record None() implements Calibration {
    @Override
    public OptionalDouble mmPerPixel() {
      return OptionalDouble.empty();
    }

    @Override
    public double relativeUncertainty() {
      return Double.POSITIVE_INFINITY;
    }
  }

  /**
   * From the geometry of the C-arm. A vessel off the isocentre by z is wrong by z / SOD, so an
   * unknown place within 5 cm costs 6.5 percent.
   *
   * @param imagerPixelSpacing (0018,1164), mm
   * @param magnification (0018,1114), or (0018,1110) / (0018,1111)
   * @param offPlaneMm how far the vessel is from the isocentre towards the detector, if known
   * @param sourceToIsocentre (0018,1111), mm; only used with a known place
   */
  record Isocentre(
      double imagerPixelSpacing,
      double magnification,
      OptionalDouble offPlaneMm,
      double sourceToIsocentre)
      implements Calibration {

    /** Checks the values. */
    public Isocentre {
      require(
          imagerPixelSpacing > 0 && imagerPixelSpacing < 10,
          "imager pixel spacing in mm",
          imagerPixelSpacing);
      require(magnification >= 1 && magnification < 5, "a magnification of 1 to 5", magnification);
      double z = offPlaneMm.orElse(0);
      require(Math.abs(z) < 1000, "an offset of less than a metre", z);
      require(
          offPlaneMm.isEmpty() || sourceToIsocentre > 2 * Math.abs(z),
          "a distance from source" + " to isocentre beyond the offset",
          sourceToIsocentre);
    }

    /** For a vessel of unknown depth. */
    public static Isocentre of(double imagerPixelSpacing, double magnification) {
      return new Isocentre(imagerPixelSpacing, magnification, OptionalDouble.empty(), 0);
    }

    @Override
    public OptionalDouble mmPerPixel() {
      double atIsocentre = imagerPixelSpacing / magnification;
      double depth = offPlaneMm.isPresent() ? 1 + offPlaneMm.getAsDouble() / sourceToIsocentre : 1;
      return OptionalDouble.of(atIsocentre * depth);
    }

    @Override
    public double relativeUncertainty() {
      return offPlaneMm.isPresent() ? 0.02 : 0.065;
    }
  }

  /**
   * From the catheter: its outer diameter is French / 3 mm. Automated widths of real guides were
   * off by -8.9 to +4 percent when empty and -15.5 to -3.9 percent when filled with contrast.
   *
   * @param french size as printed on the catheter, 3 to 10
   * @param widthPixels measured outer width near the tip
   * @param filled whether it was measured with contrast inside
   */
  record Catheter(double french, double widthPixels, boolean filled) implements Calibration {

    /** Checks the values. */
    public Catheter {
      require(french >= 3 && french <= 10, "a size of 3 to 10 French", french);
      require(widthPixels > 1 && widthPixels < 1000, "a width in pixels", widthPixels);
    }

    /** Outer diameter, mm. */
    public double diameterMm() {
      return french / 3;
    }

    @Override
    public OptionalDouble mmPerPixel() {
      return OptionalDouble.of(diameterMm() / widthPixels);
    }

    @Override
    public double relativeUncertainty() {
      return filled ? 0.10 : 0.05;
    }
  }

  /**
   * From somewhere else: a ruler, a sphere, an export.
   *
   * @param value millimetres per pixel
   * @param relativeUncertainty share of the value, 0 to 1
   */
  record Manual(double value, double relativeUncertainty) implements Calibration {

    /** Checks the values. */
    public Manual {
      require(value > 0 && value < 10, "millimetres per pixel", value);
      require(
          relativeUncertainty >= 0 && relativeUncertainty <= 1,
          "an uncertainty of 0 to 1",
          relativeUncertainty);
    }

    @Override
    public OptionalDouble mmPerPixel() {
      return OptionalDouble.of(value);
    }
  }

  private static void require(boolean good, String expected, double found) {
    if (!good) {
      throw new InvalidInputException(
          "calibration", expected, found + "", "correct it, or measure without calibration");
    }
  }
}
