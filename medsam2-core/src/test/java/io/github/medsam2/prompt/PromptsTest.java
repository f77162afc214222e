// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.coronary.CoronaryPrompt;
import io.github.medsam2.prompt.coronary.ViewAngle;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptsTest {
  private static final BoxPrompt BOX = new BoxPrompt(10, 12, 60, 50);
  private static final PointPrompt CLICK = PointPrompt.positive(33, 27);

  @Test
  void keepsTheOrderGiven() {
    PointPrompt away = PointPrompt.negative(5, 50);
    Prompts prompts = Prompts.of(CLICK).and(BOX).and(away);
    assertThat(prompts.all()).containsExactly(CLICK, BOX, away);
    assertThat(prompts.points()).containsExactly(CLICK, away);
    assertThat(prompts.box()).contains(BOX);
    assertThat(prompts.mask()).isEmpty();
    assertThat(prompts.description()).isEmpty();
    assertThat(prompts).isEqualTo(Prompts.of(CLICK, BOX, away)).isNotEqualTo(Prompts.of(CLICK));
  }

  @Test
  void addingLeavesTheOriginalAlone() {
    Prompts one = Prompts.of(CLICK);
    one.and(BOX);
    assertThat(one.all()).containsExactly(CLICK);
  }

  @Test
  void takesOneBoxOneMaskAndOneText() {
    MaskPrompt mask = new MaskPrompt(Mask.of(1, 1, new byte[1]));
    CoronaryPrompt text = CoronaryPrompt.parse("CASS 2");
    Prompts all = Prompts.of(BOX, mask, text);
    assertThat(all.mask()).contains(mask);
    assertThat(all.description()).contains(text);
    for (Prompt again : all.all()) {
      assertThatThrownBy(() -> all.and(again))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("a second " + kind(again));
    }
  }

  private static String kind(Prompt p) {
    return p instanceof Description ? "Description" : p.getClass().getSimpleName();
  }

  @Test
  void takesAThousandPointsAndNoMore() {
    Prompt[] points = new Prompt[Prompts.MOST_POINTS];
    Arrays.fill(points, CLICK);
    Prompts most = Prompts.of(BOX, points);
    assertThat(most.points()).hasSize(1000);
    assertThatThrownBy(() -> most.and(CLICK))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("at most 1000 points, found 1001; give one in 2 of them, or a mask");
  }

  @ParameterizedTest
  @CsvSource({
    "5,5,5,9",
    "5,5,9,5",
    "9,5,5,9",
    "5,9,9,5",
    "NaN,0,1,1",
    "0,0,Infinity,1",
    "-Infinity,0,1,1"
  })
  void refusesBoxesWithoutAnArea(double x0, double y0, double x1, double y1) {
    assertThatThrownBy(() -> new BoxPrompt(x0, y0, x1, y1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("x0 < x1");
  }

  @ParameterizedTest
  @CsvSource({"NaN,0", "0,NaN", "Infinity,0", "0,-Infinity"})
  void refusesPointsThatAreNowhere(double x, double y) {
    assertThatThrownBy(() -> PointPrompt.negative(x, y)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void wordsSaidLaterReplaceWhatTheySayAgain() {
    CoronaryPrompt segment = CoronaryPrompt.parse("CASS 2, RAO 30, RCA");
    Prompts first = Prompts.of(new BoxPrompt(1, 2, 3, 4)).saying(segment);
    Description seen =
        first.saying(CoronaryPrompt.of(ViewAngle.of(45, 0))).description().orElseThrow();
    assertThat(seen).isEqualTo(CoronaryPrompt.parse("CASS 2, LAO 45, RCA"));
    Description named = first.saying(CoronaryPrompt.parse("CASS 13")).description().orElseThrow();
    assertThat(named).isEqualTo(CoronaryPrompt.parse("CASS 13, RAO 30"));
    CoronaryPrompt all = CoronaryPrompt.parse("LAD, AP");
    assertThat(first.saying(all).description()).contains(all);
    Prompts both = first.and(Prompts.of(PointPrompt.positive(5, 6), CoronaryPrompt.parse("LCX")));
    assertThat(both.all()).hasSize(3);
    assertThat(both.description()).contains(CoronaryPrompt.parse("RAO 30, LCX"));
  }
}
