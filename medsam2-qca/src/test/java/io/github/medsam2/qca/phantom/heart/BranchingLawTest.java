// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom.heart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.anatomy.Dominance;
import io.github.medsam2.qca.anatomy.TreeSide;
import io.github.medsam2.qca.geometry.Curve3;
import io.github.medsam2.qca.geometry.Point3;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BranchingLawTest {
  private static CoronaryTree tree(TreeSide side, boolean branches, long seed) {
    return new CoronaryTree(side, Dominance.RIGHT, Set.of(), branches, seed);
  }

  private static Tube straight(Point3 from, Point3 to, Calibre c, Optional<Tube> feeder, int at) {
    return new Tube(Optional.empty(), Curve3.of(List.of(from, to)).resample(0.5), c, feeder, at);
  }

  /** A mother whose two daughters begin at its end, and nothing else. */
  @Test
  void powersOfTheDaughtersAddUp() {
    Point3 end = new Point3(30, 0, 0);
    Tube mother = straight(Point3.ZERO, end, new Calibre(4, 4), Optional.empty(), 0);
    int last = mother.size() - 1;
    Tube a = straight(end, new Point3(60, 20, 0), new Calibre(3, 2), Optional.of(mother), last);
    Tube b = straight(end, new Point3(60, -20, 0), new Calibre(2, 1), Optional.of(mother), last);
    BranchingLaw.apply(List.of(mother, a, b), 4);
    double sum =
        Math.pow(a.reference(0), BranchingLaw.POWER) + Math.pow(b.reference(0), BranchingLaw.POWER);
    assertThat(Math.pow(sum, 1 / BranchingLaw.POWER))
        .isCloseTo(mother.reference(last), within(1e-9));
    assertThat(mother.reference(0)).isCloseTo(4, within(1e-9));
    assertThat(a.reference(a.size() - 1)).isLessThan(0.8 * a.reference(0));
  }

  @Test
  void vesselsOfAPatientFollowEachOtherWithoutASmallerMother() {
    for (long seed = 0; seed < 4; seed++) {
      for (TreeSide side : TreeSide.values()) {
        for (Tube t : tree(side, true, seed).vessels()) {
          t.feeder()
              .ifPresent(
                  f ->
                      assertThat(t.reference(t.size() / 2))
                          .isLessThanOrEqualTo(1.02 * f.reference(Math.max(0, t.leavesAt() - 4))));
          assertThat(t.reference(t.size() - 1)).isPositive();
        }
      }
    }
  }

  /** What is left out of the picture leaves the rest as it was. */
  @Test
  void diametersDoNotDependOnWhatIsDrawn() {
    Map<CassSegment, Tube> full = tree(TreeSide.LEFT, true, 5).segments();
    Map<CassSegment, Tube> bare = tree(TreeSide.LEFT, false, 5).segments();
    assertThat(bare.size()).isBetween(2, full.size() - 1);
    bare.forEach(
        (k, t) -> {
          Tube same = full.get(k);
          assertThat(same).isNotNull();
          assertThat(same.axis().points()).isEqualTo(t.axis().points());
          assertThat(same.reference(same.size() / 2)).isEqualTo(t.reference(t.size() / 2));
        });
  }

  /** All 29 numbers and the lateral branches, over patients of every dominance. */
  @Test
  void everySegmentIsDrawnInSomePatient() {
    Set<CassSegment> drawn = EnumSet.noneOf(CassSegment.class);
    for (long seed = 0; seed < 90; seed++) {
      Dominance d = Dominance.values()[(int) (seed / 6 % 3)];
      TreeSide side = seed % 6 < 5 ? TreeSide.LEFT : TreeSide.RIGHT;
      drawn.addAll(new CoronaryTree(side, d, Set.of(), true, seed).segments().keySet());
    }
    Set<CassSegment> all = EnumSet.allOf(CassSegment.class);
    all.removeAll(EnumSet.of(CassSegment.RCA_OSTIUM, CassSegment.LEFT_OSTIUM));
    assertThat(drawn).isEqualTo(all);
  }
}
