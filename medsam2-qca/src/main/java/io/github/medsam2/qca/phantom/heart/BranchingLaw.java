// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom.heart;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Diameters after Huo and Kassab: to the power of 7/3 those of two branches add up to that of the
 * vessel they leave. Between branches a vessel tapers by what leaves it unseen. The step at a
 * branch is a funnel as long as the vessel is wide, and a branch begins wider than it goes on.
 */
final class BranchingLaw {
  static final double POWER = 7 / 3.0;

  /** Share of a vessel's start that leaves it in branches too small to see, at least. */
  private static final double UNSEEN = 0.06;

  private static final double FLARE = 0.25;
  private static final double TIP_SHARE = 0.25;
  private static final double TIP = 0.5;

  private final Map<Tube, List<Tube>> children = new IdentityHashMap<>();

  private BranchingLaw() {}

  /**
   * Sets the healthy diameters of a tree.
   *
   * @param tubes each after the one it leaves; their diameters so far are those they would have
   *     without branches
   * @param root diameter at the first start, mm
   */
  static void apply(List<Tube> tubes, double root) {
    BranchingLaw law = new BranchingLaw();
    for (Tube t : tubes) {
      t.feeder().ifPresent(f -> law.children.computeIfAbsent(f, k -> new ArrayList<>()).add(t));
    }
    Map<Tube, double[]> widths = new IdentityHashMap<>();
    for (int k = tubes.size() - 1; k >= 0; k--) {
      widths.put(tubes.get(k), law.widths(tubes.get(k), widths));
    }
    double[] first = widths.getOrDefault(tubes.get(0), new double[] {root});
    double scale = root / first[0];
    for (Tube t : tubes) {
      double[] d = widths.getOrDefault(t, new double[0]);
      for (int i = 0; i < d.length; i++) {
        d[i] *= scale;
      }
      law.shape(t, d);
      t.setReference(d);
    }
  }

  private List<Tube> children(Tube t) {
    return children.getOrDefault(t, List.of());
  }

  private static boolean continues(Tube t, Tube child) {
    return child.leavesAt() >= t.size() - 2;
  }

  private double[] widths(Tube t, Map<Tube, double[]> widths) {
    int n = t.size();
    double[] carried = new double[n];
    double own = StrictMath.pow(t.reference(0), POWER);
    double all = 0;
    boolean goesOn = false;
    for (Tube c : children(t)) {
      double d = widths.getOrDefault(c, new double[1])[0];
      double flow = StrictMath.pow(d, POWER);
      all += flow;
      goesOn |= continues(t, c);
      double at = t.axis().arc(c.leavesAt());
      for (int i = 0; i < n; i++) {
        double before = (at + 0.3 * d - t.axis().arc(i)) / (1.3 * d);
        carried[i] += flow * (continues(t, c) ? 1 : Math.max(0, Math.min(1, before)));
      }
    }
    double end = goesOn ? 0 : StrictMath.pow(t.reference(n - 1), POWER);
    double unseen = Math.max(UNSEEN * own, own - end - all);
    double[] width = new double[n];
    for (int i = 0; i < n; i++) {
      double left = 1 - t.axis().arc(i) / t.axis().length();
      width[i] = StrictMath.pow(end + unseen * left + carried[i], 1 / POWER);
    }
    return width;
  }

  /** The funnel at the start of a branch, and the fading tip of what ends. */
  private void shape(Tube t, double[] d) {
    boolean branch = t.feeder().filter(f -> !continues(f, t)).isPresent();
    boolean ends = children(t).stream().noneMatch(c -> continues(t, c));
    double start = d[0];
    for (int i = 0; i < d.length; i++) {
      double s = t.axis().arc(i);
      if (branch && s < 3 * start) {
        d[i] *= 1 + FLARE * StrictMath.exp(-s / (0.6 * start));
      }
      double share = s / t.axis().length();
      if (ends && share > 1 - TIP_SHARE) {
        d[i] *= 1 - TIP * (share - 1 + TIP_SHARE) / TIP_SHARE;
      }
    }
  }
}
