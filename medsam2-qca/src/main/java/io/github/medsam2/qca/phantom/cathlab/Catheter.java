// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom.cathlab;

import io.github.medsam2.qca.geometry.Curve3;
import io.github.medsam2.qca.geometry.Point3;
import io.github.medsam2.qca.phantom.chance.Chance;
import io.github.medsam2.qca.phantom.heart.CoronaryTree;
import io.github.medsam2.qca.phantom.heart.Tube;
import java.util.ArrayList;
import java.util.List;

/** A guiding catheter from the aortic arch into the injected ostium, wall and lumen. */
public final class Catheter {
  private static final double FRENCH = 1 / 3.0;
  private static final double WALL = 0.11;

  private final Tube outer;
  private final Tube lumen;
  private final double diameter;

  public Catheter(CoronaryTree tree, Chance chance) {
    this.diameter = (chance.with(0.5) ? 6 : 5) * FRENCH;
    Curve3 axis = Curve3.through(course(tree, chance), 0.5);
    this.outer = Tube.even(axis, diameter);
    this.lumen = Tube.even(axis, diameter - 2 * WALL * diameter);
  }

  private static List<Point3> course(CoronaryTree tree, Chance chance) {
    Point3 o = tree.ostium();
    Point3 d = tree.ostialDirection();
    double back = d.x() > 0 ? -1 : 1;
    List<Point3> path = new ArrayList<>();
    path.add(o.plus(2.5, d));
    path.add(o.plus(-3, d));
    path.add(o.plus(new Point3(back * chance.between(13, 20), 3, chance.between(3, 10))));
    path.add(o.plus(new Point3(back * chance.between(18, 24), 2, chance.between(24, 34))));
    path.add(o.plus(new Point3(back * 12 - 4, 8, 66)));
    path.add(o.plus(new Point3(2, 30, 92)));
    if (chance.with(0.35)) {
      path.add(o.plus(new Point3(14, 62, 78)));
      path.add(o.plus(new Point3(16, 74, 20)));
      path.add(o.plus(new Point3(14, 74, -80)));
      path.add(o.plus(new Point3(12, 70, -180)));
    } else {
      path.add(o.plus(new Point3(-12, 30, 130)));
    }
    return path;
  }

  public Tube outer() {
    return outer;
  }

  public Tube lumen() {
    return lumen;
  }

  /** Outer diameter, mm. */
  public double diameter() {
    return diameter;
  }

  /** The tip follows the ostium; away from it the aorta holds the catheter still. */
  public static Point3 follow(Point3 rest, Point3 ostium, Point3 ostiumMoved) {
    double distance = rest.distance(ostium);
    double share = 1 / (1 + distance * distance / 600);
    return rest.plus(share, ostiumMoved.minus(ostium));
  }
}
