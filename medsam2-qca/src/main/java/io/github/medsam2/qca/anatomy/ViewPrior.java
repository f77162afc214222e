// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.anatomy;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.qca.geometry.CArm;
import io.github.medsam2.qca.geometry.Curve3;
import io.github.medsam2.qca.geometry.Point2;
import io.github.medsam2.qca.geometry.Point3;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How probable each segment is as the subject of a view: P(segment | primary, secondary).
 *
 * <p>The tree comes first, from where the two trees are usually imaged; within the tree a segment
 * counts by how often it is read at all and by how well the mean heart shows it from there, {@code
 * w = (1 - F)^2 (1 - O/2)} with foreshortening F and overlapped share O. The prior is soft on
 * purpose: add {@code lambda log P} to logits with lambda tuned on validation data, or use it as a
 * plausibility flag; it never excludes a segment. Immutable and thread-safe.
 */
public final class ViewPrior {
  private static final double FLOOR = 0.03;
  private static final double SMOOTHING = 5;

  /** For segments the mean heart has no landmarks of: they neither gain nor lose by a view. */
  private static final double UNKNOWN_VISIBILITY = 0.5;

  private static final double OVERLAP_MM = 2.5;
  private static final double JUNCTION_MM = 8;
  private static final double SAMPLE_MM = 1;

  private final Map<CassSegment, Curve3> heart;
  private final double gamma;

  /** The prior with visibility taken at face value (gamma 1). */
  public ViewPrior() {
    this(1);
  }

  /**
   * @param gamma exponent of the visibility, 0 to 100: 0 ignores it
   */
  public ViewPrior(double gamma) {
    if (!(gamma >= 0 && gamma <= 100)) {
      throw new InvalidInputException(
          "view prior", "an exponent of 0 to 100", gamma + "", "1 is usual");
    }
    this.gamma = gamma;
    this.heart = new EnumMap<>(CassSegment.class);
    CoronaryCurves.mean().forEach((k, c) -> heart.put(k, c.resample(SAMPLE_MM)));
  }

  /** How one segment of the mean heart appears in a view. */
  public record Visibility(double foreshortening, double overlap) {

    /** Checks ranges; rounding may leave a foreshortening a little below 0. */
    public Visibility {
      share("foreshortening", foreshortening);
      share("overlap", overlap);
      foreshortening = Math.max(0, foreshortening);
    }

    /** The weight, 0 (not to be judged in this view) to 1. */
    public double weight() {
      return (1 - foreshortening) * (1 - foreshortening) * (1 - overlap / 2);
    }
  }

  /**
   * Whether a segment is a usual subject of a view.
   *
   * @param treeProbability probability of its tree in this view
   * @param visibility weight of its visibility in the mean heart, 0 to 1
   */
  public record Plausibility(double treeProbability, double visibility) {

    /** Checks ranges. */
    public Plausibility {
      share("tree probability", treeProbability);
      share("visibility", visibility);
    }

    /** Whether a reader should be told that this combination is uncommon. */
    public boolean unusual() {
      return treeProbability < 0.1 || visibility < 0.1;
    }
  }

  /** The probability of each segment in a view of the given angles in degrees; sums to 1. */
  public Map<CassSegment, Double> probabilities(double primary, double secondary) {
    CArm.checkAngles(primary, secondary);
    double right = ViewTree.probabilityOfRight(primary, secondary);
    Map<CassSegment, Double> p = new EnumMap<>(CassSegment.class);
    for (TreeSide side : TreeSide.values()) {
      Map<CassSegment, Double> scores = scores(side, primary, secondary);
      double sum = scores.values().stream().mapToDouble(d -> d).sum();
      double tree = side == TreeSide.RIGHT ? right : 1 - right;
      scores.forEach((k, score) -> p.put(k, tree * score / sum));
    }
    return p;
  }

  /** Whether a segment is a usual subject of a view of the given angles in degrees. */
  public Plausibility plausibility(CassSegment segment, double primary, double secondary) {
    CArm.checkAngles(primary, secondary);
    double right = ViewTree.probabilityOfRight(primary, secondary);
    return new Plausibility(
        segment.tree() == TreeSide.RIGHT ? right : 1 - right, weight(segment, primary, secondary));
  }

  /** How a segment of the mean heart appears; a segment without landmarks is not in the heart. */
  public Visibility visibility(CassSegment segment, double primary, double secondary) {
    CArm.checkAngles(primary, secondary);
    Curve3 curve = heart.get(segment);
    if (curve == null) {
      double f = 1 - Math.sqrt(UNKNOWN_VISIBILITY);
      return new Visibility(f, 0);
    }
    CArm.Axes axes = CArm.axes(primary, secondary);
    List<Point2> shown = project(curve, axes);
    double length = 0;
    for (int i = 1; i < shown.size(); i++) {
      length += shown.get(i).distance(shown.get(i - 1));
    }
    return new Visibility(1 - length / curve.length(), overlap(segment, curve, shown, axes));
  }

  private static void share(String what, double value) {
    if (!(value >= -1e-9 && value <= 1 + 1e-9)) {
      throw new InvalidInputException(what, "0 to 1", value + "", "give a share of one");
    }
  }

  private double weight(CassSegment segment, double primary, double secondary) {
    return visibility(segment, primary, secondary).weight();
  }

  private Map<CassSegment, Double> scores(TreeSide side, double primary, double secondary) {
    Map<CassSegment, Double> scores = new EnumMap<>(CassSegment.class);
    for (CassSegment k : CassSegment.values()) {
      if (k.tree() == side) {
        double w = Math.max(weight(k, primary, secondary), FLOOR);
        scores.put(k, (ViewTree.readings(k) + SMOOTHING) * Math.pow(w, gamma));
      }
    }
    return scores;
  }

  private double overlap(CassSegment segment, Curve3 curve, List<Point2> shown, CArm.Axes axes) {
    boolean[] covered = new boolean[shown.size()];
    heart.forEach(
        (other, otherCurve) -> {
          if (other != segment && other.tree() == segment.tree()) {
            List<Point2> otherShown = project(otherCurve, axes);
            for (int i = 0; i < covered.length; i++) {
              covered[i] |= crosses(curve.point(i), shown.get(i), otherCurve, otherShown);
            }
          }
        });
    int n = 0;
    for (boolean c : covered) {
      n += c ? 1 : 0;
    }
    return n / (double) covered.length;
  }

  private static boolean crosses(Point3 p, Point2 q, Curve3 other, List<Point2> otherShown) {
    for (int j = 0; j < otherShown.size(); j++) {
      if (otherShown.get(j).distance(q) < OVERLAP_MM && other.point(j).distance(p) > JUNCTION_MM) {
        return true;
      }
    }
    return false;
  }

  private static List<Point2> project(Curve3 curve, CArm.Axes axes) {
    List<Point2> shown = new ArrayList<>(curve.size());
    for (Point3 p : curve.points()) {
      shown.add(new Point2(p.dot(axes.right()), -p.dot(axes.up())));
    }
    return shown;
  }
}
