// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.anatomy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentTreeTest {

  @ParameterizedTest
  @CsvSource({
    "1, 2, 1",
    "4, 5, 2",
    "13, 13, 0",
    "12, 18, 2",
    "15, 16, 3",
    "1, 11, 4",
    "24, 13, 7",
    "9, 8, 4"
  })
  void countsSteps(String a, String b, int steps) {
    assertThat(SegmentTree.distance(CassSegment.ofCass(a), CassSegment.ofCass(b))).isEqualTo(steps);
  }

  @Test
  void knowsWhatAdjoins() {
    List<List<Integer>> all = SegmentTree.neighbours();
    assertThat(all).hasSize(CassSegment.CLASSES);
    assertThat(all.get(12)).as("of 13, the mid LAD").contains(11, 13).doesNotContain(12, 0);
    for (int a = 0; a < all.size(); a++) {
      for (int b : all.get(a)) {
        assertThat(all.get(b)).contains(a);
      }
    }
  }

  @Property(tries = 200)
  void isAMetric(@ForAll CassSegment a, @ForAll CassSegment b, @ForAll CassSegment c) {
    int ab = SegmentTree.distance(a, b);
    assertThat(ab).isEqualTo(SegmentTree.distance(b, a));
    assertThat(ab == 0).isEqualTo(a == b);
    assertThat(SegmentTree.distance(a, c)).isLessThanOrEqualTo(ab + SegmentTree.distance(b, c));
  }

  @Property(tries = 50)
  void everySegmentHangsOnAnOstiumOfItsTree(@ForAll CassSegment s) {
    CassSegment root = SegmentTree.path(s).get(0);
    assertThat(root)
        .isEqualTo(s.tree() == TreeSide.RIGHT ? CassSegment.RCA_OSTIUM : CassSegment.LEFT_OSTIUM);
    s.parent().ifPresent(p -> assertThat(p.children()).contains(s));
    s.parent().ifPresent(p -> assertThat(SegmentTree.canFeed(p, s)).isTrue());
  }

  @Test
  void knowsTheOtherParentsThatAnatomyAllows() {
    assertThat(SegmentTree.canFeed(CassSegment.MID_LAD, CassSegment.D1)).isTrue();
    assertThat(SegmentTree.canFeed(CassSegment.DISTAL_RCA, CassSegment.ACUTE_MARGINAL)).isTrue();
    assertThat(SegmentTree.canFeed(CassSegment.PROXIMAL_LCX, CassSegment.D1)).isFalse();
  }
}
