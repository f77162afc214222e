// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.sr;

import io.github.medsam2.dicom.derived.Code;
import io.github.medsam2.error.InvalidInputException;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Where millimetres come from.
 *
 * @param method how they were found
 * @param mmPerPixel millimetres a pixel
 * @param object what was measured, for {@link Method#OBJECT}
 * @param objectSize its size in mm
 */
public record ReportedCalibration(
    Method method, double mmPerPixel, Optional<Code> object, OptionalDouble objectSize) {
  /** An angiographic catheter (CID 3451). */
  public static final Code CATHETER = Code.sct("19923001", "Catheter");

  /** A ruler (CID 3451). */
  public static final Code RULER = Code.sct("102304005", "Measuring ruler");

  /** A sphere (CID 3451). */
  public static final Code SPHERE = Code.dcm("122485", "Sphere");

  /** How a pixel got its size (CID 3452). */
  public enum Method {
    /** From the distances, for a vessel at the isocentre. */
    ISOCENTRE(Code.dcm("122486", "Geometric Isocenter")),
    /** From the distances, for a vessel elsewhere. */
    OFF_ISOCENTRE(Code.dcm("122487", "Geometric Non-Isocenter")),
    /** From an object of known size. */
    OBJECT(Code.dcm("122488", "Calibration Object Used"));

    private final Code code;

    Method(Code code) {
      this.code = code;
    }

    Code code() {
      return code;
    }
  }

  /** Checks that there is a scale, and an object only where one was used. */
  public ReportedCalibration {
    boolean used = method == Method.OBJECT;
    boolean sized = objectSize.orElse(1) > 0 && objectSize.orElse(1) < 1e6;
    boolean scaled = mmPerPixel > 0 && mmPerPixel < 1e6;
    if (!scaled || !sized || used != object.isPresent() || (!used && objectSize.isPresent())) {
      throw new InvalidInputException(
          "calibration",
          "millimetres per pixel above 0, and an object exactly where one was used",
          method + ", " + mmPerPixel + (object.isPresent() ? ", an object" : ", no object"),
          "correct the calibration");
    }
  }

  /** From the distances of source, isocentre and detector. */
  public static ReportedCalibration geometric(Method method, double mmPerPixel) {
    return new ReportedCalibration(method, mmPerPixel, Optional.empty(), OptionalDouble.empty());
  }

  /** From an object, as {@link #CATHETER}, of a size in mm. */
  public static ReportedCalibration object(Code object, double size, double mmPerPixel) {
    return new ReportedCalibration(
        Method.OBJECT, mmPerPixel, Optional.of(object), OptionalDouble.of(size));
  }
}
