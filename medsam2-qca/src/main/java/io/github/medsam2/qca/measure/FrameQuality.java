// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.qca.geometry.Curve2;
import io.github.medsam2.qca.geometry.Point2;
import java.util.OptionalDouble;

/**
 * How well a frame shows a vessel segment.
 *
 * @param index of the frame
 * @param opacification attenuation of the lumen over its surroundings; larger is darker
 * @param lengthPixels of the centre line: the longest is the least foreshortened
 * @param motionPixels mean distance of the centre line to that of the frame before; empty when
 *     there is none
 * @param phase share of the heart cycle since the R wave, if an ECG was there
 */
public record FrameQuality(
    int index,
    double opacification,
    double lengthPixels,
    OptionalDouble motionPixels,
    OptionalDouble phase) {

  /** Looks at a frame; {@link #motionPixels} stays empty. */
  public static FrameQuality of(int index, Image image, Mask mask, OptionalDouble phase) {
    Curve2 line = new CentreLine(mask).curve();
    Contours contours = Contours.inMask(new LogImage(image), mask, line);
    return new FrameQuality(
        index, contours.contrast(), line.length(), OptionalDouble.empty(), phase);
  }

  /** The same frame with the motion since another frame's mask. */
  public FrameQuality since(Mask before, Mask now) {
    Curve2 a = new CentreLine(before).curve();
    Curve2 b = new CentreLine(now).curve();
    double sum = 0;
    for (Point2 p : b.points()) {
      sum += a.points().stream().mapToDouble(p::distance).min().orElse(0);
    }
    return new FrameQuality(
        index, opacification, lengthPixels, OptionalDouble.of(sum / b.size()), phase);
  }
}
