// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.prompt.coronary;

import io.github.medsam2.error.InvalidInputException;

/**
 * The direction of an angiographic view, in degrees with the signs of DICOM: from the RAO to the
 * LAO side and from caudal to cranial.
 *
 * @param primary positioner primary angle, LAO positive and RAO negative, -180 to 180
 * @param secondary positioner secondary angle, cranial positive and caudal negative, -90 to 90
 * @param approximate whether an angle was taken from the centre of a named view, not measured
 */
public record ViewAngle(double primary, double secondary, boolean approximate) {

  /** Checks the ranges; a negative zero becomes zero. */
  public ViewAngle {
    // Written so that NaN fails too.
    if (!(Math.abs(primary) <= 180 && Math.abs(secondary) <= 90)) {
      throw new InvalidInputException(
          "view angle",
          "primary in -180..180 and secondary in -90..90 degrees",
          primary + " and " + secondary,
          "correct the angle");
    }
    primary += 0.0;
    secondary += 0.0;
  }

  /** A measured view with the signs of DICOM. */
  public static ViewAngle of(double primary, double secondary) {
    return new ViewAngle(primary, secondary, false);
  }

  /** A measured view with the signs of a convention. */
  public static ViewAngle of(double primary, double secondary, AngleConvention convention) {
    return of(convention.toDicom(primary), secondary);
  }

  /**
   * Reads a view alone, by the grammar of {@link CoronaryPrompt#parse(String)}.
   *
   * @throws io.github.medsam2.error.FormatException when the text is not a view
   */
  public static ViewAngle parse(String text) {
    return new CoronaryParser(text, null).parseView();
  }

  /** Reads a view alone, which may be a bare pair with the signs of a convention. */
  public static ViewAngle parse(String text, AngleConvention convention) {
    return new CoronaryParser(text, convention).parseView();
  }

  /**
   * Whether the angle lies outside what a C-arm reaches in practice, |primary| up to 100 and
   * |secondary| up to 50 degrees: worth a warning, since often a sign or an axis is wrong.
   */
  public boolean isUnusual() {
    return Math.abs(primary) > 100 || Math.abs(secondary) > 50;
  }

  /** The view from the other side: LAO for RAO. What it shows is as a mirror image of this one. */
  public ViewAngle mirrored() {
    return new ViewAngle(-primary, secondary, approximate);
  }

  /** The family of views this one belongs to. */
  public ViewFamily family() {
    return ViewFamily.of(this);
  }

  /**
   * The usual notation in whole degrees, halves away from zero: {@code RAO 30 CAUDAL 25}, {@code AP
   * CRANIAL 30}, {@code LAO 45}, {@code AP}.
   */
  public String render() {
    String first = side(primary, "LAO ", "RAO ");
    String second = side(secondary, "CRANIAL ", "CAUDAL ");
    String start = first.isEmpty() ? "AP" : first;
    return second.isEmpty() ? start : start + " " + second;
  }

  private static String side(double angle, String positive, String negative) {
    long degrees = Math.round(Math.abs(angle));
    return degrees == 0 ? "" : (angle > 0 ? positive : negative) + degrees;
  }
}
