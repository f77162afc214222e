// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.qca.geometry.Point2;
import java.util.List;

/**
 * The diameter of a vessel along its centre line, D(s), with the reference it is compared with,
 * R(s). All lists have one entry for each sample, all lengths are pixels. The direction from first
 * to last sample is not that of flow unless the caller knows it.
 *
 * @param arc distance along the centre line
 * @param diameter of the lumen
 * @param reference healthy diameter, interpolated over the lesion
 * @param centreLine positions
 * @param left edges at the side of negative offsets
 * @param right edges at the other side
 */
public record DiameterFunction(
    List<Double> arc,
    List<Double> diameter,
    List<Double> reference,
    List<Point2> centreLine,
    List<Point2> left,
    List<Point2> right) {

  /** Copies the lists and checks that they belong together. */
  public DiameterFunction {
    arc = List.copyOf(arc);
    diameter = List.copyOf(diameter);
    reference = List.copyOf(reference);
    centreLine = List.copyOf(centreLine);
    left = List.copyOf(left);
    right = List.copyOf(right);
    int n = arc.size();
    boolean same =
        n > 0
            && diameter.size() == n
            && reference.size() == n
            && centreLine.size() == n
            && left.size() == n
            && right.size() == n;
    if (!same) {
      throw new InvalidInputException(
          "diameter function", "lists of one length", "different lengths", "give one entry each");
    }
  }

  /** The number of samples. */
  public int size() {
    return arc.size();
  }

  /** The unit direction across the vessel at a sample, from left to right. */
  public Point2 normal(int i) {
    Point2 before = centreLine.get(Math.max(0, i - 1));
    Point2 after = centreLine.get(Math.min(size() - 1, i + 1));
    return after.minus(before).unit().normal();
  }

  /** Diameter stenosis at a sample, percent; negative where the vessel is wider. */
  public double stenosis(int i) {
    return 100 * (1 - diameter.get(i) / reference.get(i));
  }
}
