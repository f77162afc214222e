// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import io.github.medsam2.image.Mask;
import io.github.medsam2.qca.geometry.Curve2;
import io.github.medsam2.qca.geometry.Point2;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The vessels in a mask: the line from the proximal end to the end farthest from it, and every side
 * branch from where it leaves. Lines are the cheapest ways, a step costing the less the deeper
 * inside it runs, and smoothed. A side branch reaches beyond the wall by more than the mask is
 * ragged; gaps are bridged where they are short.
 */
final class VesselTree {
  private static final double SMOOTHING_PIXELS = 4;
  private static final int MOST_BRANCHES = 40;

  /** How far a branch reaches beyond the wall, in diameters of the vessel it leaves and pixels. */
  private static final double BRANCH_DIAMETERS = 1.2;

  private static final double BRANCH_PIXELS = 10;

  private final MaskPixels pixels;
  private final Bridges bridges;
  private final List<VesselLine> lines = new ArrayList<>();
  private final List<int[]> paths = new ArrayList<>();
  private final Flow flow;

  VesselTree(Mask mask, Optional<Point2> proximal) {
    MaskPixels raw = MaskPixels.of(mask);
    this.bridges = new Bridges(raw);
    MaskPixels whole = bridges.joined();
    this.pixels = whole;
    int a = largest();
    int one = new Geodesic(pixels, false).from(a).farthest();
    trace(one);
    int root = proximal.isPresent() ? nearest(proximal.get()) : widestTip();
    if (root != one) {
      paths.clear();
      trace(root);
    }
    this.flow = proximal.isPresent() ? Flow.STATED : Flow.UNKNOWN;
    smooth();
  }

  /** The main line first, then branches by length. */
  List<VesselLine> lines() {
    return lines;
  }

  Flow flow() {
    return flow;
  }

  /** Pieces that were joined to one. */
  int pieces() {
    return bridges.pieces();
  }

  /** Holes in the mask of more than a speck. */
  int loops() {
    return new Holes(pixels).count();
  }

  int leftOut() {
    return bridges.leftOut();
  }

  boolean onBridge(Point2 p) {
    int i = pixels.at((int) Math.round(p.x()), (int) Math.round(p.y()));
    return i < 0 || pixels.depth[i] == MaskPixels.GAP_DEPTH;
  }

  private int largest() {
    int best = 0;
    for (int i = 0; i < pixels.size; i++) {
      best = pixels.area[pixels.piece[i]] > pixels.area[pixels.piece[best]] ? i : best;
    }
    return best;
  }

  private void trace(int root) {
    Geodesic central = new Geodesic(pixels, true).from(root);
    Geodesic steps = new Geodesic(pixels, false).from(root);
    int[] path = central.path(steps.farthest());
    if (path.length < 3) {
      throw new NoVesselException(
          "a vessel longer than wide", "a spot", "give the mask of the segment");
    }
    paths.add(path);
    Geodesic away = new Geodesic(pixels, false).from(path);
    Geodesic back = new Geodesic(pixels, true).from(path);
    while (paths.size() <= MOST_BRANCHES) {
      int[] branch = back.path(away.farthest());
      if (!reaches(branch)) {
        return;
      }
      paths.add(branch);
      away.from(branch);
      back.from(branch);
    }
  }

  private boolean reaches(int[] branch) {
    double wall = pixels.depth[branch[0]];
    double length = 0;
    for (int k = 1; k < branch.length; k++) {
      length += point(branch[k]).distance(point(branch[k - 1]));
    }
    double beyond = length - wall;
    return beyond > BRANCH_PIXELS && beyond > BRANCH_DIAMETERS * 2 * wall;
  }

  private Point2 point(int i) {
    return new Point2(pixels.x(i), pixels.y(i));
  }

  private List<Integer> tips() {
    List<Integer> tips = new ArrayList<>();
    tips.add(paths.get(0)[0]);
    paths.forEach(p -> tips.add(p[p.length - 1]));
    return tips;
  }

  private int nearest(Point2 p) {
    int best = paths.get(0)[0];
    for (int tip : tips()) {
      best = point(tip).distance(p) < point(best).distance(p) ? tip : best;
    }
    return best;
  }

  /** The tip behind which the vessel is widest: calibre falls with the flow. */
  private int widestTip() {
    int best = paths.get(0)[0];
    double widest = calibre(paths.get(0));
    for (int[] path : paths) {
      int[] turned = new int[path.length];
      for (int k = 0; k < turned.length; k++) {
        turned[k] = path[path.length - 1 - k];
      }
      double c = calibre(turned);
      if (c > widest) {
        widest = c;
        best = turned[0];
      }
    }
    return best;
  }

  /** A high share of the radii of the part behind a tip: lesions do not lower it. */
  private double calibre(int[] path) {
    int from = Math.min(path.length / 4, 3);
    int to = Math.min(path.length, Math.max(from + 12, paths.size() > 1 ? 60 : path.length / 2));
    double[] r = new double[Math.max(1, Math.min(path.length, to) - from)];
    for (int k = 0; k < r.length; k++) {
      r[k] = pixels.depth[path[from + k]];
    }
    Arrays.sort(r);
    return r[(int) (0.7 * (r.length - 1))];
  }

  private void smooth() {
    for (int k = 0; k < paths.size(); k++) {
      Optional<Curve2> curve = curve(paths.get(k), k > 0);
      List<VesselLine.Junction> junctions = new ArrayList<>();
      for (int j = 1; j < paths.size(); j++) {
        junction(paths.get(k), paths.get(j), j != k).ifPresent(junctions::add);
      }
      boolean branch = k > 0;
      curve.ifPresent(c -> lines.add(new VesselLine(c, junctions, branch)));
    }
    if (lines.isEmpty()) {
      throw new NoVesselException(
          "a vessel longer than wide", "a spot", "give the mask of the segment");
    }
  }

  private Optional<VesselLine.Junction> junction(int[] path, int[] branch, boolean other) {
    int start = branch[0];
    if (!other || Arrays.stream(path).noneMatch(i -> i == start)) {
      return Optional.empty();
    }
    double wall = pixels.depth[start];
    int k = 0;
    while (k < branch.length - 1 && point(branch[k]).distance(point(start)) < wall + 2) {
      k++;
    }
    double radius = pixels.depth[branch[Math.min(branch.length - 1, k + 3)]];
    return Optional.of(new VesselLine.Junction(point(start), point(branch[k]), radius));
  }

  /** Cuts the hooks into the corners at the ends, and what lies inside the larger vessel. */
  private Optional<Curve2> curve(int[] path, boolean branch) {
    Curve2 raw = Curve2.of(Arrays.stream(path).mapToObj(this::point).toList());
    double r = typicalRadius(path);
    double cut = Math.min(raw.length() / 6, r);
    double start = branch ? Math.min(raw.length() / 2, pixels.depth[path[0]]) : cut;
    double end = raw.length() - cut;
    return end - start < 4
        ? Optional.empty()
        : Optional.of(raw.sub(start, end, 1).smooth(SMOOTHING_PIXELS));
  }

  private double typicalRadius(int[] path) {
    double[] r = Arrays.stream(path).mapToDouble(i -> pixels.depth[i]).sorted().toArray();
    return r[r.length / 2];
  }
}
