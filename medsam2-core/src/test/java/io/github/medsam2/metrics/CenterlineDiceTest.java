// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class CenterlineDiceTest {
  private static final double[] UNIT = {1, 1, 1};

  /** A horizontal bar of the given half-width around y = 10. */
  private static Region bar(int halfWidth, int x0, int x1) {
    return Regions.flat(
        40, 21, 1, 1, (x, y, z) -> x >= x0 && x < x1 && Math.abs(y - 10) <= halfWidth);
  }

  @Test
  void aBarThinsToItsMiddleLine() {
    Region line = Thinning.skeleton(bar(3, 5, 35));
    for (int x = 9; x < 31; x++) {
      assertThat(line.contains(x, 10, 0)).as("middle at x %d", x).isTrue();
      assertThat(line.contains(x, 9, 0) || line.contains(x, 11, 0)).as("beside %d", x).isFalse();
    }
  }

  @Test
  void aLineStaysAsItIs() {
    Region line = bar(0, 5, 35);
    assertThat(Thinning.skeleton(line).bits()).isEqualTo(line.bits());
    Region point = Regions.solid(5, 5, 5, UNIT, (x, y, z) -> x == 2 && y == 2 && z == 2);
    assertThat(Thinning.skeleton(point).count()).isEqualTo(1);
  }

  @Test
  void aRodInSpaceThinsToALine() {
    Region rod =
        Regions.solid(
            9, 9, 30, UNIT, (x, y, z) -> z > 2 && z < 27 && Math.hypot(x - 4, y - 4) <= 3);
    Region line = Thinning.skeleton(rod);
    assertThat(line.count()).isBetween(15, 26);
    for (int z = 8; z < 22; z++) {
      assertThat(line.contains(4, 4, z)).as("axis at z %d", z).isTrue();
    }
  }

  @Test
  void widthIsForgivenAndAGapIsNot() {
    CenterlineDice wider = CenterlineDice.between(bar(4, 5, 35), bar(2, 5, 35));
    assertThat(wider.value()).isCloseTo(1, within(0.08));
    Region gap = Regions.flat(40, 21, 1, 1, (x, y, z) -> bar2(x, y) && (x < 15 || x >= 25));
    CenterlineDice broken = CenterlineDice.between(gap, bar(2, 5, 35));
    assertThat(broken.precision()).isEqualTo(1);
    assertThat(broken.sensitivity()).isCloseTo(18 / 28.0, within(0.05));
    assertThat(broken.value())
        .isCloseTo(2 * broken.sensitivity() / (1 + broken.sensitivity()), within(1e-12));
  }

  private static boolean bar2(int x, int y) {
    return x >= 5 && x < 35 && Math.abs(y - 10) <= 2;
  }

  @Test
  void emptyRegionsFollowTheConvention() {
    Region none = bar(2, 0, 0);
    assertThat(CenterlineDice.between(none, none).value()).isEqualTo(1);
    assertThat(CenterlineDice.between(none, bar(2, 5, 35)).value()).isZero();
    assertThat(CenterlineDice.between(bar(2, 5, 35), none).value()).isZero();
  }

  @Property(tries = 100)
  void thinningKeepsPiecesAndHoles(
      @ForAll long seed, @ForAll @DoubleRange(min = 0.2, max = 0.8) double chance) {
    int[] size = {7, 6, 5};
    Region region = Regions.random(new Random(seed), size, UNIT, chance);
    Region thin = Thinning.skeleton(region);
    assertThat(region.common(thin)).isEqualTo(thin.count());
    assertThat(Topology.pieces(thin)).isEqualTo(Topology.pieces(region));
    assertThat(Topology.backgroundPieces(thin)).isEqualTo(Topology.backgroundPieces(region));
    assertThat(Topology.euler(thin)).isEqualTo(Topology.euler(region));
    assertThat(Thinning.skeleton(thin).bits()).isEqualTo(thin.bits());
  }

  @Property(tries = 100)
  void thinningInThePlaneKeepsPiecesAndHoles(
      @ForAll long seed, @ForAll @DoubleRange(min = 0.2, max = 0.8) double chance) {
    Random random = new Random(seed);
    Region region = Regions.flat(12, 11, 1, 1, (x, y, z) -> random.nextDouble() < chance);
    Region thin = Thinning.skeleton(region);
    assertThat(Topology.pieces(thin)).isEqualTo(Topology.pieces(region));
    assertThat(Topology.euler(thin)).isEqualTo(Topology.euler(region));
  }
}
