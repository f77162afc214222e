// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session.concept;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.concept.ConceptRules;
import io.github.medsam2.image.Heading;
import io.github.medsam2.runtime.ObjectMemory;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each rule by masks that are ranges of cells. */
class FollowingRulesTest {
  private static final int SIDE = 10;
  private static final ConceptRules RULES = ConceptRules.DEFAULT;

  private static float[] logits(int from, int to) {
    float[] logits = new float[SIDE * SIDE];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = i >= from && i < to ? 3 : -3;
    }
    return logits;
  }

  private static Cells cells(int from, int to) {
    return Cells.of(logits(from, to));
  }

  private static Detection detection(double score, int from, int to) {
    return new Detection((float) score, logits(from, to), cells(from, to));
  }

  private static Masklet masklet(int number, int since, int hidden) {
    return new Masklet(number, 0.9f, since, ObjectMemory.EMPTY, hidden, 0, Map.of());
  }

  @Test
  void masksOfNothingShareNothing() {
    assertThat(cells(0, 0).iou(cells(0, 0))).isZero();
    assertThat(cells(0, 10).iou(cells(5, 15))).isEqualTo(1 / 3f);
  }

  @Test
  void ofTheFirstDetectionsAllBegin() {
    Association a =
        Association.of(List.of(detection(0.51, 0, 9), detection(0.9, 50, 60)), List.of(), RULES);
    assertThat(a.fresh()).containsExactly(0, 1);
    assertThat(a.unmatched()).isEmpty();
  }

  @Test
  void laterOnlyNewAndSureOnesBegin() {
    List<Detection> found =
        List.of(
            detection(0.69, 60, 70), // unsure
            detection(0.75, 80, 90), // new
            detection(0.95, 0, 20), // of the first, which it renews
            detection(0.99, 39, 60)); // shares a tenth with the second
    List<Cells> seen = List.of(cells(0, 20), cells(20, 44), cells(0, 0));
    Association a = Association.of(found, seen, RULES);
    assertThat(a.fresh()).containsExactly(1);
    assertThat(a.unmatched()).containsExactly(1);
    assertThat(a.shared()).containsExactly(List.of(), List.of(), List.of(0), List.of(1));
    assertThat(a.sure()).containsExactly(Map.entry(0, 2));
  }

  @Test
  void whereNotAllFitTheBestBegin() {
    List<Detection> found =
        List.of(detection(0.7, 0, 9), detection(0.9, 20, 29), detection(0.8, 40, 49));
    Association a = Association.of(found, List.of(cells(90, 99)), RULES.most(3));
    assertThat(a.fresh()).containsExactly(1, 2);
    assertThat(Association.of(found, List.of(cells(90, 99)), RULES.most(1)).fresh()).isEmpty();
  }

  /** Taken back within 15 frames of its birth, once doubted on 8. */
  @ParameterizedTest
  @CsvSource({"8,14,true", "7,14,false", "8,15,false"})
  void theYoungAreTakenBackWhenDoubted(int doubts, int age, boolean gone) {
    for (Heading heading : Heading.values()) {
      HotStart hot = new HotStart(RULES, heading);
      int since = 50;
      List<Masklet> now = List.of(masklet(0, 0, -1), masklet(3, since, -1));
      Association missed = new Association(List.of(), Set.of(1), List.of(List.of(0)), Map.of());
      for (int i = 0; i < doubts; i++) {
        now = hot.counted(now, missed);
      }
      int frame = heading == Heading.FORWARD ? since + age : since - age;
      assertThat(hot.removed(now, frame).contains(3)).isEqualTo(gone);
    }
  }

  @ParameterizedTest
  @EnumSource(Heading.class)
  void ofTwoWithOneDetectionTheYoungerIsDoubted(Heading heading) {
    HotStart hot = new HotStart(RULES.doubts(1), heading);
    int elder = heading == Heading.FORWARD ? 4 : 6;
    List<Masklet> now = List.of(masklet(1, 10 - elder, -1), masklet(0, elder, -1));
    Association shared = new Association(List.of(), Set.of(), List.of(List.of(0, 1)), Map.of());
    assertThat(hot.removed(hot.counted(now, shared), 5)).containsExactly(1);
  }

  @ParameterizedTest
  @CsvSource({"FORWARD,3,5,1", "FORWARD,5,3,0", "BACKWARD,3,5,0", "FORWARD,-1,5,", "FORWARD,4,4,"})
  void ofTwoInOnePlaceTheOneHiddenLaterIsBlanked(
      Heading heading, int first, int second, Integer blanked) {
    List<Cells> seen = List.of(cells(0, 20), cells(1, 20), cells(50, 60));
    List<Masklet> all = List.of(masklet(0, 0, first), masklet(1, 0, second), masklet(2, 0, 9));
    BitSet out = new Occlusion(0.7, heading).blanked(all, seen);
    assertThat(out.stream().boxed()).isEqualTo(blanked == null ? List.of() : List.of(blanked));
    assertThat(new Occlusion(0, heading).blanked(all, seen).isEmpty()).isTrue();
  }

  @Test
  void whatKeepsTooFewOfItsPixelsIsNotThere() {
    List<float[]> masks = new ArrayList<>(List.of(logits(0, 10), logits(3, 30), logits(90, 90)));
    for (int i = 3; i < 10; i++) {
      masks.get(1)[i] = 4;
    }
    BitSet out = new Shrinkage(0.31).of(3, masks::get);
    assertThat(out.stream().boxed()).containsExactly(0, 2);
    assertThat(new Shrinkage(0.3).of(3, masks::get).get(0)).isFalse();
    assertThat(new Shrinkage(1).of(1, masks::get).isEmpty()).isTrue();
  }

  /** Islands of up to half of the mask, so that a small mask is not emptied. */
  @Test
  void specksGoButNotAWholeSmallMask() {
    float[] both = logits(0, 6);
    both[50] = 3;
    both[51] = 3;
    float[] mended = new Specks(16, SIDE).mended(both);
    assertThat(Cells.of(mended)).isEqualTo(cells(0, 6));
    assertThat(mended[50]).isEqualTo(-0.1f);
    float[] ring = logits(0, 100);
    ring[55] = -2;
    assertThat(new Specks(16, SIDE).mended(ring)[55]).isEqualTo(0.1f);
    assertThat(new Specks(0, SIDE).mended(ring)).isSameAs(ring);
  }
}
