// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Surface distances of small random regions against the definition, pair by pair. */
class SurfaceDistancesPropertiesTest {

  @Property(tries = 150)
  void equalTheDistancesOfAllPairs(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 6) int width,
      @ForAll @IntRange(min = 1, max = 6) int height,
      @ForAll @IntRange(min = 1, max = 4) int depth,
      @ForAll @DoubleRange(min = 0.1, max = 5) double sz,
      @ForAll @DoubleRange(min = 0.02, max = 0.9) double chance) {
    Random random = new Random(seed);
    double[] spacing = {0.7, 1.3, sz};
    int[] size = {width, height, depth};
    Region a = Regions.random(random, size, spacing, chance);
    Region b = Regions.random(random, size, spacing, chance);
    if (a.isEmpty() || b.isEmpty()) {
      return;
    }
    SurfaceDistances d = SurfaceDistances.between(a, b);
    double[][] ab = pieces(a, b);
    double[][] ba = pieces(b, a);
    assertThat(d.hausdorff())
        .isCloseTo(Math.max(percentile(ab, 1), percentile(ba, 1)), within(1e-5));
    assertThat(d.averageFromPredicted()).isCloseTo(mean(ab), within(1e-5));
    assertThat(d.averageFromReference()).isCloseTo(mean(ba), within(1e-5));
    // Away from a step of the cumulated area, where rounding decides.
    if (Arrays.stream(new double[][][] {ab, ba}).noneMatch(p -> nearStep(p, 0.95))) {
      assertThat(d.hd95())
          .isCloseTo(Math.max(percentile(ab, 0.95), percentile(ba, 0.95)), within(1e-5));
    }
    double inside = Math.fma(1, area(ab, 1.001), area(ba, 1.001));
    assertThat(d.surfaceDice(1.001))
        .isCloseTo(inside / (area(ab, 1e9) + area(ba, 1e9)), within(1e-5));
  }

  @Property(tries = 100)
  void areSymmetric(@ForAll long seed, @ForAll @DoubleRange(min = 0, max = 0.9) double chance) {
    Random random = new Random(seed);
    double[] spacing = {1, 2, 0.5};
    int[] size = {5, 4, 3};
    Region a = Regions.random(random, size, spacing, chance);
    Region b = Regions.random(random, size, spacing, chance);
    SurfaceDistances ab = SurfaceDistances.between(a, b);
    SurfaceDistances ba = SurfaceDistances.between(b, a);
    assertThat(ab.hd95()).isEqualTo(ba.hd95());
    assertThat(ab.hausdorff()).isEqualTo(ba.hausdorff());
    assertThat(ab.surfaceDice(1)).isEqualTo(ba.surfaceDice(1));
    assertThat(ab.average()).isEqualTo(ba.average());
    assertThat(ab.averageFromPredicted()).isEqualTo(ba.averageFromReference());
  }

  @Property(tries = 100)
  void scaleWithTheSpacing(@ForAll long seed) {
    int[] size = {5, 4, 3};
    double[] spacing = {1, 2, 0.5};
    double[] wide = {4, 8, 2};
    SurfaceDistances small =
        SurfaceDistances.between(
            Regions.random(new Random(seed), size, spacing, 0.4),
            Regions.random(new Random(~seed), size, spacing, 0.4));
    SurfaceDistances large =
        SurfaceDistances.between(
            Regions.random(new Random(seed), size, wide, 0.4),
            Regions.random(new Random(~seed), size, wide, 0.4));
    assertThat(large.hd95()).isCloseTo(4 * small.hd95(), within(1e-5));
    assertThat(large.average()).isCloseTo(4 * small.average(), within(1e-5));
    assertThat(large.surfaceDice(4)).isCloseTo(small.surfaceDice(1), within(1e-5));
  }

  /** Distance to the other boundary and area of every piece, shortest first. */
  private static double[][] pieces(Region from, Region to) {
    double[] areas = SurfaceElements.areas(from.spacing());
    List<double[]> pieces = new ArrayList<>();
    for (int[] p : corners(from)) {
      double nearest = Double.POSITIVE_INFINITY;
      for (int[] q : corners(to)) {
        double sum = 0;
        for (int axis = 0; axis < 3; axis++) {
          double d = (p[axis] - q[axis]) * from.spacing()[axis];
          sum += d * d;
        }
        nearest = Math.min(nearest, Math.sqrt(sum));
      }
      pieces.add(new double[] {nearest, areas[p[3]]});
    }
    pieces.sort((p, q) -> Double.compare(p[0], q[0]));
    return pieces.toArray(double[][]::new);
  }

  /** Corner positions with the code of the voxels around, where they differ. */
  private static List<int[]> corners(Region r) {
    List<int[]> corners = new ArrayList<>();
    for (int z = 0; z <= r.depth(); z++) {
      for (int y = 0; y <= r.height(); y++) {
        for (int x = 0; x <= r.width(); x++) {
          int code = 0;
          for (int i = 0; i < 8; i++) {
            int dx = i >> 2;
            int dy = i & 1;
            int dz = i >> 1 & 1;
            code |= r.contains(x - 1 + dx, y - 1 + dy, z - 1 + dz) ? 1 << i : 0;
          }
          if (code != 0 && code != 255) {
            corners.add(new int[] {x, y, z, code});
          }
        }
      }
    }
    return corners;
  }

  private static double area(double[][] pieces, double limit) {
    return Arrays.stream(pieces).filter(p -> p[0] <= limit).mapToDouble(p -> p[1]).sum();
  }

  private static double mean(double[][] pieces) {
    return Arrays.stream(pieces).mapToDouble(p -> p[0] * p[1]).sum() / area(pieces, 1e9);
  }

  private static double percentile(double[][] pieces, double share) {
    double wanted = share * area(pieces, 1e9) - 1e-9;
    double sum = 0;
    for (double[] p : pieces) {
      sum += p[1];
      if (sum >= wanted) {
        return p[0];
      }
    }
    throw new AssertionError("the last piece completes the area");
  }

  private static boolean nearStep(double[][] pieces, double share) {
    double wanted = share * area(pieces, 1e9);
    double sum = 0;
    for (double[] p : pieces) {
      sum += p[1];
      if (Math.abs(sum - wanted) < 1e-6) {
        return true;
      }
    }
    return false;
  }
}
