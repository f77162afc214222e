// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.qca.geometry.Curve2;
import io.github.medsam2.qca.geometry.Point2;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Quantitative coronary analysis of the vessels in a mask on one frame: centre lines from the mask,
 * edges by minimum-cost contours in the image, diameters, a reference interpolated over the
 * lesions, and the lesions with what speaks against them. Immutable and thread-safe. Research use
 * only; not for diagnosis.
 */
public final class Qca {
  private final QcaOptions options;

  /** A measurement with the given options. */
  public Qca(QcaOptions options) {
    this.options = options;
  }

  /** Measures a vessel of which nothing is known. */
  public QcaResult measure(Image image, Mask mask, Calibration calibration) {
    return measure(image, mask, calibration, Subject.unknown());
  }

  /**
   * Measures the vessel with the most severe lesion in a mask.
   *
   * @param image grey, vessels dark, pixels finite
   * @param mask the segment with healthy vessel on both sides of the lesion, on the image's grid; a
   *     mask of a fork or tree is taken apart
   * @param calibration what a pixel measures
   * @param subject what is known of the vessel
   * @throws NoVesselException if no vessel can be traced in the mask
   */
  public QcaResult measure(Image image, Mask mask, Calibration calibration, Subject subject) {
    return worst(measureAll(image, mask, calibration, subject));
  }

  static QcaResult worst(List<QcaResult> all) {
    QcaResult worst = all.get(0);
    for (QcaResult r : all) {
      worst = r.diameterStenosis() > worst.diameterStenosis() ? r : worst;
    }
    return worst;
  }

  /**
   * Measures every vessel in a mask: the main one first, from its proximal end to the end farthest
   * from it, then side branches from where they leave, the longest first.
   */
  public List<QcaResult> measureAll(
      Image image, Mask mask, Calibration calibration, Subject subject) {
    check(image, mask);
    LogImage log = new LogImage(image);
    VesselTree tree = new VesselTree(mask, subject.proximal());
    Set<QualityFlag> common = common(mask, tree, calibration);
    ViewDoubt view = new ViewDoubt(subject);
    common.addAll(view.flags());
    List<QcaResult> results = new ArrayList<>();
    for (VesselLine line : tree.lines()) {
      boolean directed = tree.flow() == Flow.STATED || line.branch() || tree.lines().size() > 1;
      VesselMeasurement m = new VesselMeasurement(options, log, mask, calibration, line, directed);
      results.add(result(m, mask, common, view, calibration));
    }
    return List.copyOf(results);
  }

  private static QcaResult result(
      VesselMeasurement m,
      Mask mask,
      Set<QualityFlag> common,
      ViewDoubt view,
      Calibration calibration) {
    Set<QualityFlag> flags = EnumSet.noneOf(QualityFlag.class);
    flags.addAll(common);
    flags.addAll(m.general());
    List<Lesion> lesions = m.lesions(flags);
    flags.addAll(m.at(lesions.get(0)));
    return new QcaResult(
        mask.width(),
        mask.height(),
        m.function(lesions),
        m.lesions(flags),
        m.flow(),
        m.opacification(),
        calibration,
        flags,
        view.better());
  }

  private static Set<QualityFlag> common(Mask mask, VesselTree tree, Calibration calibration) {
    Set<QualityFlag> flags = EnumSet.noneOf(QualityFlag.class);
    if (calibration instanceof Calibration.None) {
      flags.add(QualityFlag.NOT_CALIBRATED);
    } else if (!calibration.isPlausible()) {
      flags.add(QualityFlag.CALIBRATION_IMPLAUSIBLE);
    }
    if (tree.pieces() > 1 || tree.leftOut() > 0) {
      flags.add(QualityFlag.MASK_BROKEN);
    }
    if (tree.lines().size() > 1) {
      flags.add(QualityFlag.MASK_BRANCHES);
    }
    if (tree.loops() > 0) {
      flags.add(QualityFlag.MASK_LOOPS);
    }
    return flags;
  }

  private static void check(Image image, Mask mask) {
    if (image.channels() != 1 || image.width() != mask.width() || image.height() != mask.height()) {
      throw new InvalidInputException(
          "QCA",
          "a grey image and a mask of its size",
          image.width()
              + "x"
              + image.height()
              + "x"
              + image.channels()
              + " and "
              + mask.width()
              + "x"
              + mask.height(),
          "give the frame and its own mask");
    }
  }

  static List<Point2> offset(Curve2 axis, double[] offsets) {
    List<Point2> points = new ArrayList<>(offsets.length);
    for (int i = 0; i < offsets.length; i++) {
      points.add(axis.point(i).plus(offsets[i], axis.tangent(i).normal()));
    }
    return points;
  }
}
