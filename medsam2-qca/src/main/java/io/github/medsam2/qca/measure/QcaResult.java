// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.prompt.coronary.ViewAngle;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What was measured on one vessel. The lesions come by severity; the first is also told by the
 * short methods of this record. A vessel without a lesion has one entry: its narrowest place.
 *
 * @param width columns of the frame
 * @param height rows of the frame
 * @param function diameters along the vessel
 * @param lesions at least one, the most severe first
 * @param flow how it is known that samples run from proximal to distal
 * @param opacification attenuation of the lumen over its surroundings; larger is darker
 * @param calibration where millimetres come from
 * @param flags reasons to look twice
 * @param betterView a usual view that shows the segment better, where this one is poor
 */
public record QcaResult(
    int width,
    int height,
    DiameterFunction function,
    List<Lesion> lesions,
    Flow flow,
    double opacification,
    Calibration calibration,
    Set<QualityFlag> flags,
    Optional<ViewAngle> betterView) {

  /** Copies the collections and checks that lesions lie on the vessel. */
  public QcaResult {
    lesions = List.copyOf(lesions);
    flags = Set.copyOf(flags);
    int last = function.size() - 1;
    boolean good = !lesions.isEmpty() && width > 0 && height > 0;
    for (Lesion l : lesions) {
      good &= 0 <= l.start() && l.start() <= l.site() && l.site() <= l.end() && l.end() <= last;
    }
    if (!good) {
      throw new InvalidInputException(
          "QCA result",
          "a frame, at least one lesion, start, site and end in order within 0.." + last,
          lesions.size() + " lesions",
          "correct the samples");
    }
  }

  /** The most severe lesion. */
  public Lesion lesion() {
    return lesions.get(0);
  }

  /** Sample of its narrowest place. */
  public int site() {
    return lesion().site();
  }

  /** Sample where it begins. */
  public int lesionStart() {
    return lesion().start();
  }

  /** Sample where it ends. */
  public int lesionEnd() {
    return lesion().end();
  }

  /** Its minimal lumen diameter. */
  public Length mld() {
    return lesion().mld();
  }

  /** Its reference vessel diameter. */
  public Length rvd() {
    return lesion().rvd();
  }

  /** Its diameter stenosis, percent. */
  public double diameterStenosis() {
    return lesion().diameterStenosis();
  }

  /** Its area stenosis, percent. */
  public double areaStenosis() {
    return lesion().areaStenosis();
  }

  /** Its length. */
  public Length lesionLength() {
    return lesion().length();
  }

  /** Its symmetry. */
  public double symmetry() {
    return lesion().symmetry();
  }

  /**
   * The area between lumen and reference over a lesion, as projected, in the square of the unit of
   * its lengths: what plaque takes of the healthy vessel, if the reference is healthy.
   */
  public double plaqueArea(Lesion l) {
    double sum = 0;
    for (int i = l.start() + 1; i <= l.end(); i++) {
      double missing = l.occlusion() ? function.reference().get(i) : missing(i);
      sum += missing * (function.arc().get(i) - function.arc().get(i - 1));
    }
    double scale = calibration.mmPerPixel().orElse(1);
    return sum * scale * scale;
  }

  private double missing(int i) {
    return Math.max(0, function.reference().get(i) - function.diameter().get(i));
  }
}
