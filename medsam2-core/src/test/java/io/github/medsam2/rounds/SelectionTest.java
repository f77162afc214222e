// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.PointPrompt;
import io.github.medsam2.prompt.Prompts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelectionTest {
  private static final Selection RULE = new Selection(0.1, 3, 10, false, 5);

  private static float[] direction(double degrees) {
    return new float[] {
      (float) Math.cos(Math.toRadians(degrees)), (float) Math.sin(Math.toRadians(degrees))
    };
  }

  @Test
  void theDifferentOnesAreTakenAndNothingTwice() {
    List<float[]> features =
        List.of(direction(0), direction(1), direction(90), direction(2), direction(180));
    List<String> strata = List.of("a", "a", "a", "a", "a");
    assertThat(KCentre.choose(features, strata, List.of(direction(0)), 2)).containsExactly(4, 2);
    assertThat(KCentre.choose(features, strata, List.of(), 9)).hasSize(5).doesNotHaveDuplicates();
  }

  @Test
  void strataGetEqualPartsAsFarAsTheyGo() {
    List<float[]> features = new ArrayList<>();
    List<String> strata = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      features.add(direction(i < 17 ? 9 * i : 1 + i));
      strata.add(i < 17 ? "LAD" : "LCX");
    }
    List<Integer> chosen = KCentre.choose(features, strata, List.of(), 6);
    assertThat(chosen.stream().filter(i -> i >= 17)).hasSize(3);
    assertThat(KCentre.choose(features, strata, List.of(), 10)).hasSize(10);
  }

  /** Of each number the rank counts, not its size, and equals are worth the same. */
  @Test
  void theDoubtfulAreChosen() {
    List<DoubtfulCase> all = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Doubt doubt = new Doubt(i < 9 ? 0.1 : 0.2 + i, i / 100.0, i == 0 ? 0.1 : 0.5);
      all.add(new DoubtfulCase("c" + i, "", doubt, direction(15 * i)));
    }
    assertThat(RULE.choose(all, List.of(), 1)).containsAnyOf("c9", "c10", "c11");
    assertThat(RULE.choose(all, List.of(), 2)).hasSize(2).doesNotContain("c0", "c1", "c2");
  }

  @Test
  void aTenthIsDrawnAtRandomAndTheSameAgain() {
    Selection.Drawn drawn = RULE.draw(1000, 50, 1);
    assertThat(drawn.random()).hasSize(5);
    assertThat(drawn.candidates()).hasSize(135).doesNotContainAnyElementsOf(drawn.random());
    assertThat(RULE.draw(1000, 50, 1)).isEqualTo(drawn);
    assertThat(RULE.draw(1000, 50, 2)).isNotEqualTo(drawn);
    assertThat(RULE.draw(4, 50, 1).random()).hasSize(1);
  }

  @Test
  void disagreementAndSoftEdgesAreDoubt() {
    Mask a = Discs.disc(20, 20, 8);
    assertThat(Doubting.agreement(List.of(a, a, a))).isEqualTo(1);
    assertThat(Doubting.agreement(List.of(a, Discs.disc(45, 45, 8)))).isZero();
    Mask none = Mask.empty(Discs.SIDE, Discs.SIDE);
    assertThat(Doubting.agreement(List.of(none, none))).isZero();
    float[] sharp = new float[Discs.SIDE * Discs.SIDE];
    float[] soft = new float[sharp.length];
    for (int i = 0; i < sharp.length; i++) {
      boolean inside = a.contains(i % Discs.SIDE, i / Discs.SIDE);
      sharp[i] = inside ? 30 : -30;
      soft[i] = inside ? 0.1f : -0.1f;
    }
    assertThat(Edge.entropy(sharp, a)).isLessThan(0.001);
    assertThat(Edge.entropy(soft, a)).isGreaterThan(0.9);
    float[] far = soft.clone();
    Arrays.fill(far, 30 * Discs.SIDE, far.length, 0);
    assertThat(Edge.entropy(far, none)).isEqualTo(1);
  }

  @Test
  void aMirroredImageMirrorsItsPrompts() {
    Image image = Image.gray16(3, 1, new short[] {1, 500, -7});
    Image mirrored = Mirror.of(image);
    assertThat(mirrored.value(0, 0, 0)).isEqualTo(image.value(2, 0, 0));
    assertThat(mirrored.value(1, 0, 0)).isEqualTo(500);
    assertThat(Mirror.of(Mirror.of(Discs.disc(9, 30, 5)))).isEqualTo(Discs.disc(9, 30, 5));
    Mask mask = Discs.disc(9, 30, 5);
    Prompts box = Prompts.of(BoxPrompt.around(mask)).and(PointPrompt.positive(9, 30));
    assertThat(Mirror.of(box, Discs.SIDE).box()).contains(BoxPrompt.around(Mirror.of(mask)));
    assertThat(Mirror.of(box, Discs.SIDE).points()).containsExactly(PointPrompt.positive(54, 30));
  }
}
