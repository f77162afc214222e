// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.qca.geometry.Curve2;
import io.github.medsam2.qca.geometry.Point2;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Quantitative coronary analysis of one vessel segment on one frame: centre line from the mask,
 * edges by minimum-cost contours in the image, diameters, a reference interpolated over the lesion,
 * and the stenosis. Immutable and thread-safe. Research use only; not for diagnosis.
 */
public final class Qca {
  /** Square-root-like display curves show about this share of the true attenuation. */
  private static final double DISPLAY_EXPONENT = 0.6;

  private static final double USUAL_BLUR_PIXELS = 0.6;

  private final QcaOptions options;

  /** A measurement with the given options. */
  public Qca(QcaOptions options) {
    this.options = options;
  }

  /**
   * Measures the narrowest place of a segment.
   *
   * @param image grey, vessels dark
   * @param mask the segment with healthy vessel on both sides of the lesion, on the image's grid
   * @param calibration what a pixel measures
   */
  public QcaResult measure(Image image, Mask mask, Calibration calibration) {
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
    CentreLine line = new CentreLine(mask);
    LogImage log = new LogImage(image);
    Contours rough = Contours.inMask(log, mask, line.curve());
    BlurModel blur = blur(rough);
    boolean inImage = options.edges() == QcaOptions.EdgeSource.IMAGE;
    Contours contours =
        inImage ? Contours.inImage(log, mask, rough, options.tolerancePixels(), blur) : rough;
    double[] widths = Smooth.parabolas(contours.widths(), options.smoothingPixels() / 0.5);
    boolean correct = inImage && options.blurSigmaPixels().isPresent();
    double[] d = correct ? corrected(blur, widths) : widths;
    return new LesionFinder(contours, d, calibration)
        .result(new Findings(options, mask, line.pieces(), calibration, blur, widths));
  }

  private BlurModel blur(Contours rough) {
    double[] sorted = rough.widths();
    Arrays.sort(sorted);
    double typical = Math.max(1, sorted[sorted.length / 2]);
    double perPixel = rough.contrast() / DISPLAY_EXPONENT / typical;
    double sigma = options.blurSigmaPixels().orElse(USUAL_BLUR_PIXELS);
    return new BlurModel(sigma, Contours.ACROSS, Math.max(0.005, Math.min(0.3, perPixel)));
  }

  private static double[] corrected(BlurModel blur, double[] apparent) {
    return Arrays.stream(apparent).map(blur::corrected).toArray();
  }

  static List<Point2> offset(Curve2 axis, double[] offsets) {
    List<Point2> points = new ArrayList<>(offsets.length);
    for (int i = 0; i < offsets.length; i++) {
      points.add(axis.point(i).plus(offsets[i], axis.tangent(i).normal()));
    }
    return points;
  }
}
