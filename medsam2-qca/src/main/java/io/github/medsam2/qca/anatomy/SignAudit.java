// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.anatomy;

import io.github.medsam2.error.InvalidInputException;
import java.util.List;

/**
 * A check of which sign the primary angles of a data set carry, from where two segments lie in the
 * images: the mid LAD is to the right of the circumflex in RAO views and to its left in LAO views.
 *
 * @param dicom images that agree with LAO positive, as DICOM writes it
 * @param reversed images that agree with RAO positive
 * @param undecided images within 20 degrees of the sagittal plane, which say nothing
 */
public record SignAudit(int dicom, int reversed, int undecided) {

  /** Checks that counts are from 0. */
  public SignAudit {
    if (dicom < 0 || reversed < 0 || undecided < 0) {
      throw new InvalidInputException(
          "sign audit",
          "counts from 0",
          dicom + " " + reversed + " " + undecided,
          "use SignAudit.of");
    }
  }

  private static final double OBLIQUE = 20;
  private static final int ENOUGH = 5;
  private static final double CLEAR = 0.8;

  /** What the images say together. */
  public enum Verdict {
    LAO_POSITIVE,
    RAO_POSITIVE,
    UNCLEAR
  }

  /**
   * One image of a left coronary tree.
   *
   * @param primary the primary angle as stored, degrees
   * @param midLadX mean column of the mid LAD (CASS 13)
   * @param circumflexX mean column of the circumflex (CASS 18 and 19)
   */
  public record View(double primary, double midLadX, double circumflexX) {

    /** Checks that the numbers are finite. */
    public View {
      if (!Double.isFinite(primary + midLadX + circumflexX)) {
        throw new InvalidInputException(
            "sign audit", "finite angle and columns", "another value", "leave the image out");
      }
    }
  }

  /** Audits the images of a data set. */
  public static SignAudit of(List<View> views) {
    int dicom = 0;
    int reversed = 0;
    int undecided = 0;
    for (View v : views) {
      double agreement = -v.primary() * (v.midLadX() - v.circumflexX());
      if (Math.abs(v.primary()) < OBLIQUE || agreement == 0) {
        undecided++;
      } else if (agreement > 0) {
        dicom++;
      } else {
        reversed++;
      }
    }
    return new SignAudit(dicom, reversed, undecided);
  }

  /** The verdict: at least 5 oblique images, of which at least 80 percent agree. */
  public Verdict verdict() {
    int n = dicom + reversed;
    if (n < ENOUGH || Math.max(dicom, reversed) < CLEAR * n) {
      return Verdict.UNCLEAR;
    }
    return dicom > reversed ? Verdict.LAO_POSITIVE : Verdict.RAO_POSITIVE;
  }
}
