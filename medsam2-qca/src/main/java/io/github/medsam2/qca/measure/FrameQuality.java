// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import io.github.medsam2.qca.geometry.Point2;
import java.util.List;
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

  /** Looks at what was measured on a frame; {@link #motionPixels} stays empty. */
  public static FrameQuality of(int index, QcaResult result, OptionalDouble phase) {
    List<Double> arc = result.function().arc();
    return new FrameQuality(
        index, result.opacification(), arc.get(arc.size() - 1), OptionalDouble.empty(), phase);
  }

  /** The same frame with the motion from another frame's result to this one's. */
  public FrameQuality since(QcaResult before, QcaResult now) {
    double moved = distance(before, now, 0, 0);
    return new FrameQuality(index, opacification, lengthPixels, OptionalDouble.of(moved), phase);
  }

  /** Mean distance of one line to the other, moved by a shift, pixels. */
  static double distance(QcaResult from, QcaResult to, double dx, double dy) {
    List<Point2> a = from.function().centreLine();
    List<Point2> b = to.function().centreLine();
    double sum = 0;
    int n = 0;
    for (int i = 0; i < b.size(); i += 4) {
      Point2 p = b.get(i);
      double nearest = Double.MAX_VALUE;
      for (int j = 0; j < a.size(); j += 2) {
        nearest =
            Math.min(nearest, Math.hypot(a.get(j).x() + dx - p.x(), a.get(j).y() + dy - p.y()));
      }
      sum += nearest;
      n++;
    }
    return sum / n;
  }
}
