// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.error.InvalidInputException;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SurfaceDistancesTest {
  private static final double[] SPACING = {0.8, 1.1, 3.5};
  private static final Offset<Double> CLOSE = within(1e-6);

  private static boolean inA(int x, int y, int z) {
    return sq((x - 6) / 5.0) + sq((y - 5) / 4.0) + sq((z - 3) / 2.2) <= 1
        && (73 * x + 19 * y + 7 * z) % 11 != 0;
  }

  private static boolean inB(int x, int y, int z) {
    return sq((x - 7) / 5.0) + sq((y - 6) / 3.5) + sq((z - 3) / 2.9) <= 1
        && (31 * x + 17 * y + 5 * z) % 7 != 0;
  }

  private static double sq(double v) {
    return v * v;
  }

  /** Expected values: DeepMind's surface_distance 0.1 (NumPy 1.24, SciPy 1.10). */
  @Test
  void agreesWithTheReferenceImplementationInSpace() {
    Region a = Regions.solid(14, 11, 7, SPACING, SurfaceDistancesTest::inA);
    Region b = Regions.solid(14, 11, 7, SPACING, SurfaceDistancesTest::inB);
    assertThat(OverlapScores.between(a, b)).isEqualTo(new OverlapScores(173, 185, 115));
    SurfaceDistances d = SurfaceDistances.between(a, b);
    assertThat(d.averageFromReference()).isCloseTo(0.388257872273915, CLOSE);
    assertThat(d.averageFromPredicted()).isCloseTo(0.2639422238925477, CLOSE);
    assertThat(d.hd95()).isCloseTo(1.3601470508735445, CLOSE);
    assertThat(d.hausdorff(50)).isZero();
    assertThat(d.hausdorff()).isCloseTo(3.2557641192199416, CLOSE);
    assertThat(d.surfaceDice(0)).isCloseTo(0.6918878135020664, CLOSE);
    assertThat(d.surfaceDice(0.9)).isCloseTo(0.8456148776342526, CLOSE);
    assertThat(d.surfaceDice(2)).isCloseTo(0.9836832494974248, CLOSE);
    double both = 0.388257872273915 * 530.7614982895851 + 0.2639422238925477 * 465.12411963255744;
    assertThat(d.average()).isCloseTo(both / (530.7614982895851 + 465.12411963255744), CLOSE);
  }

  /** Expected values: as above, the middle slice alone. */
  @Test
  void agreesWithTheReferenceImplementationInThePlane() {
    Region a = Regions.flat(14, 11, 0.8, 1.1, (x, y, z) -> inA(x, y, 3));
    Region b = Regions.flat(14, 11, 0.8, 1.1, (x, y, z) -> inB(x, y, 3));
    SurfaceDistances d = SurfaceDistances.between(a, b);
    assertThat(d.averageFromReference()).isCloseTo(0.4515987649160516, CLOSE);
    assertThat(d.averageFromPredicted()).isCloseTo(0.5447219208972548, CLOSE);
    assertThat(d.hd95()).isCloseTo(1.94164878389476, CLOSE);
    assertThat(d.hausdorff()).isCloseTo(2.2, CLOSE);
    assertThat(d.surfaceDice(0)).isCloseTo(0.5262674298509981, CLOSE);
    assertThat(d.surfaceDice(0.9)).isCloseTo(0.7675686115266228, CLOSE);
    assertThat(d.surfaceDice(2)).isCloseTo(0.9845345051812379, CLOSE);
  }

  @Test
  void aShiftOfABlockIsItsHausdorffDistanceAlongEachAxis() {
    int[][] shifts = {{2, 0, 0}, {0, 2, 0}, {0, 0, 2}};
    for (int axis = 0; axis < 3; axis++) {
      int[] s = shifts[axis];
      Region a = block(0, 0, 0);
      Region b = block(s[0], s[1], s[2]);
      SurfaceDistances d = SurfaceDistances.between(a, b);
      assertThat(d.hausdorff()).isCloseTo(2 * SPACING[axis], CLOSE);
      assertThat(d.hd95()).isCloseTo(2 * SPACING[axis], CLOSE);
      assertThat(d.surfaceDice(2 * SPACING[axis])).isEqualTo(1);
      assertThat(d.surfaceDice(1.9 * SPACING[axis])).isLessThan(1);
    }
  }

  private static Region block(int x0, int y0, int z0) {
    return Regions.solid(24, 24, 24, SPACING, (x, y, z) -> in(x - x0) && in(y - y0) && in(z - z0));
  }

  private static boolean in(int v) {
    return v >= 5 && v < 15;
  }

  @Test
  void concentricSpheresAreTheDifferenceOfTheirRadiiApart() {
    double[] spacing = {0.5, 0.5, 1};
    Region inner = sphere(spacing, 8);
    Region outer = sphere(spacing, 11);
    SurfaceDistances d = SurfaceDistances.between(inner, outer);
    // Boundary corners lie up to half a voxel's diagonal, 0.61 mm, off the true surface.
    assertThat(d.average()).isCloseTo(3, within(0.4));
    assertThat(d.hd95()).isCloseTo(3, within(0.6));
    assertThat(d.surfaceDice(1.5)).isZero();
    assertThat(d.surfaceDice(4)).isEqualTo(1);
    double truth = 4.0 / 3 * Math.PI * 8 * 8 * 8 / 1000;
    assertThat(inner.millilitres()).isCloseTo(truth, within(0.01 * truth));
  }

  @Test
  void theBoundaryOfASphereHasAboutItsArea() {
    Region sphere = sphere(new double[] {0.5, 0.5, 1}, 11);
    double truth = 4 * Math.PI * 121;
    // The polygons follow the voxel steps, which makes a smooth surface some percent larger.
    assertThat(Boundary.of(sphere, Box.around(sphere, sphere)).size())
        .isBetween(truth, 1.15 * truth);
  }

  private static Region sphere(double[] s, double radius) {
    return Regions.solid(
        52,
        52,
        28,
        s,
        (x, y, z) ->
            sq((x - 25.3) * s[0]) + sq((y - 25.8) * s[1]) + sq((z - 13.4) * s[2])
                <= radius * radius);
  }

  @Test
  void emptyRegionsFollowTheConvention() {
    Region none = Regions.solid(5, 5, 5, SPACING, (x, y, z) -> false);
    Region some = Regions.solid(5, 5, 5, SPACING, (x, y, z) -> x == 2);
    SurfaceDistances both = SurfaceDistances.between(none, none);
    assertThat(both.hd95()).isZero();
    assertThat(both.average()).isZero();
    assertThat(both.surfaceDice(0)).isEqualTo(1);
    for (SurfaceDistances one :
        new SurfaceDistances[] {
          SurfaceDistances.between(none, some), SurfaceDistances.between(some, none)
        }) {
      assertThat(one.hd95()).isInfinite();
      assertThat(one.average()).isInfinite();
      assertThat(one.averageFromPredicted()).isInfinite();
      assertThat(one.averageFromReference()).isInfinite();
      assertThat(one.surfaceDice(1e9)).isZero();
    }
  }

  @Test
  void refusesSenselessArguments() {
    Region some = Regions.solid(5, 5, 5, SPACING, (x, y, z) -> x == 2);
    SurfaceDistances d = SurfaceDistances.between(some, some);
    assertThatThrownBy(() -> d.hausdorff(0)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> d.hausdorff(Double.NaN)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> d.surfaceDice(-1)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> d.surfaceDice(Double.NaN)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void scoresOfAStructureAreThoseOfItsParts() {
    Region a = Regions.solid(14, 11, 7, SPACING, SurfaceDistancesTest::inA);
    Region b = Regions.solid(14, 11, 7, SPACING, SurfaceDistancesTest::inB);
    SegmentationScores scores = SegmentationScores.between(a, b, 0.9);
    assertThat(scores.overlap().dice()).isCloseTo(230.0 / 358, CLOSE);
    assertThat(scores.hd95Mm()).isCloseTo(1.3601470508735445, CLOSE);
    assertThat(scores.surfaceDice()).isCloseTo(0.8456148776342526, CLOSE);
    assertThat(scores.averageSurfaceDistanceMm())
        .isEqualTo(SurfaceDistances.between(a, b).average());
  }
}
