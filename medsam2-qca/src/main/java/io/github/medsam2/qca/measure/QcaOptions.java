// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import io.github.medsam2.error.InvalidInputException;
import java.util.OptionalDouble;

/**
 * How to measure.
 *
 * @param edges what the edges are taken from
 * @param blurSigmaPixels Gaussian blur of the imaging chain, if known; narrow places are corrected
 *     for it
 * @param smoothingPixels reach of the local parabolas that smooth the diameter along the vessel
 * @param tolerancePixels how far the edge in the image may be from that of the mask
 */
public record QcaOptions(
    EdgeSource edges,
    OptionalDouble blurSigmaPixels,
    double smoothingPixels,
    double tolerancePixels) {

  /** What edges are taken from. */
  public enum EdgeSource {
    /** The steepest fall of attenuation near the border of the mask. */
    IMAGE,
    /** The border of the mask alone. */
    MASK
  }

  /** Checks ranges. */
  public QcaOptions {
    boolean good =
        smoothingPixels >= 0
            && smoothingPixels < 50
            && tolerancePixels > 0
            && tolerancePixels < 50
            && blurSigmaPixels.orElse(0) >= 0
            && blurSigmaPixels.orElse(0) < 20;
    if (!good) {
      throw new InvalidInputException(
          "QCA options",
          "smoothing of 0 to 50, tolerance of up to 50, blur of up to 20 pixels",
          smoothingPixels + " " + tolerancePixels + " " + blurSigmaPixels,
          "correct the options");
    }
  }

  /** Edges from the image, unknown blur, for pixels of about 0.2 to 0.3 mm. */
  public static QcaOptions standard() {
    return new QcaOptions(EdgeSource.IMAGE, OptionalDouble.empty(), 4, 2.5);
  }

  /** The same with a known blur. */
  public QcaOptions withBlur(double sigmaPixels) {
    return new QcaOptions(edges, OptionalDouble.of(sigmaPixels), smoothingPixels, tolerancePixels);
  }

  /** The same with edges from another source. */
  public QcaOptions withEdges(EdgeSource source) {
    return new QcaOptions(source, blurSigmaPixels, smoothingPixels, tolerancePixels);
  }
}
