// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.anatomy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The coronary tree as a graph of segments: which feeds which, and how far apart two are. The two
 * ostia meet in the aortic root, so every pair has a distance.
 */
public final class SegmentTree {
  private SegmentTree() {}

  /** The segments from the ostium to a segment, both included. */
  public static List<CassSegment> path(CassSegment segment) {
    List<CassSegment> path = new ArrayList<>();
    for (Optional<CassSegment> s = Optional.of(segment); s.isPresent(); s = s.get().parent()) {
      path.add(s.get());
    }
    Collections.reverse(path);
    return path;
  }

  /** All segments depth first, each followed by what leaves it; the right tree first. */
  public static List<CassSegment> order() {
    List<CassSegment> order = new ArrayList<>();
    Arrays.stream(CassSegment.values())
        .filter(k -> k.parent().isEmpty())
        .forEach(k -> append(k, order));
    return order;
  }

  private static void append(CassSegment segment, List<CassSegment> order) {
    order.add(segment);
    segment.children().forEach(k -> append(k, order));
  }

  /**
   * The number of steps between two segments on the undirected tree: 0 for the same, 1 for parent
   * and child. Across the trees the way leads through the aortic root.
   */
  public static int distance(CassSegment a, CassSegment b) {
    List<CassSegment> pa = path(a);
    List<CassSegment> pb = path(b);
    int common = 0;
    while (common < Math.min(pa.size(), pb.size()) && pa.get(common) == pb.get(common)) {
      common++;
    }
    return pa.size() + pb.size() - 2 * common;
  }

  /**
   * The segments that adjoin each of the CASS numbers 1 to 29, in their order and counted from 0: a
   * training takes them for what is easily confused.
   */
  public static List<List<Integer>> neighbours() {
    List<List<Integer>> all = new ArrayList<>();
    for (int number = 1; number <= CassSegment.CLASSES; number++) {
      int own = number;
      all.add(
          Arrays.stream(CassSegment.values())
              .filter(s -> s.number() != own && adjoins(s, own))
              .map(s -> s.number() - 1)
              .distinct()
              .toList());
    }
    return List.copyOf(all);
  }

  /** Whether a segment lies beside any part of a number: 19 and 19a are both of 19. */
  private static boolean adjoins(CassSegment segment, int number) {
    return Arrays.stream(CassSegment.values())
        .anyMatch(part -> part.number() == number && distance(segment, part) == 1);
  }

  /** Whether a segment can leave another: the usual parent or one that anatomy allows. */
  public static boolean canFeed(CassSegment parent, CassSegment child) {
    return child.parent().filter(p -> p == parent).isPresent()
        || otherParents(child).contains(parent);
  }

  private static Set<CassSegment> otherParents(CassSegment child) {
    return switch (child) {
      case ACUTE_MARGINAL -> Set.of(CassSegment.PROXIMAL_RCA, CassSegment.DISTAL_RCA);
      case D1 -> Set.of(CassSegment.MID_LAD);
      case D3 -> Set.of(CassSegment.MID_LAD);
      case OM2 -> Set.of(CassSegment.OM1);
      default -> Set.of();
    };
  }
}
