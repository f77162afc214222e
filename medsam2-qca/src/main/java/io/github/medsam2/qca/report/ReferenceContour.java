// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.report;

import io.github.medsam2.qca.geometry.Curve2;
import io.github.medsam2.qca.geometry.Point2;
import io.github.medsam2.qca.measure.DiameterFunction;
import io.github.medsam2.qca.measure.QcaResult;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;

/**
 * The wall the healthy vessel would have: the reference diameter around an axis that crosses the
 * lesion from border to border without bending to the plaque.
 */
final class ReferenceContour {
  private final QcaResult result;
  private final List<Point2> left = new ArrayList<>();
  private final List<Point2> right = new ArrayList<>();

  ReferenceContour(QcaResult result) {
    this.result = result;
    DiameterFunction f = result.function();
    Curve2 axis = Curve2.of(f.centreLine());
    int from = result.lesionStart();
    int to = result.lesionEnd();
    for (int i = 0; i < f.size(); i++) {
      boolean inside = i > from && i < to;
      double length = axis.arc(to) - axis.arc(from);
      Point2 lumen = f.left().get(i).towards(f.right().get(i), 0.5);
      Point2 straight =
          inside && length > 0
              ? axis.bridge(from, to, (axis.arc(i) - axis.arc(from)) / length)
              : lumen;
      // Across a bend the straight way leaves the vessel; plaque does not.
      boolean plaque = straight.distance(lumen) < f.reference().get(i) / 2;
      Point2 middle = plaque ? straight : lumen;
      Point2 n = f.normal(i);
      double half = f.reference().get(i) / 2;
      left.add(middle.plus(-half, n));
      right.add(middle.plus(half, n));
    }
  }

  List<Point2> left() {
    return left;
  }

  List<Point2> right() {
    return right;
  }

  /** Between an edge of the lumen and the wall of its side, within the lesion. */
  Path2D plaque(List<Point2> edge, List<Point2> wall) {
    int from = result.lesionStart();
    int to = result.lesionEnd();
    Path2D area = AngiogramPanel.path(edge, from, to);
    for (int i = to; i >= from; i--) {
      area.lineTo(wall.get(i).x(), wall.get(i).y());
    }
    area.closePath();
    return area;
  }
}
