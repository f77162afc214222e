// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.net.Decode;
import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.net.config.Networks;
import io.github.medsam2.net.tracker.Departures;
import io.github.medsam2.net.tracker.Painting;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.PointPrompt;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.tensor.HostTensor;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PaintedPromptsTest {
  private static final ModelConfig PLAIN = Networks.nano();
  private static final ModelConfig FILLING = with(Painting.BOXES);
  private static final ModelConfig PAINTING = with(Painting.BOXES_AND_CLICKS);

  private static ModelConfig with(Painting painting) {
    return new ModelConfig(
        PLAIN.name(),
        PLAIN.imageSize(),
        PLAIN.trunk(),
        PLAIN.width(),
        PLAIN.memory(),
        PLAIN.decoder().with(new Departures(painting, false, false)),
        PLAIN.extension());
  }

  private static float[] painted(ModelConfig config, Prompts... prompts) {
    return requireNonNull(PaintedPrompts.of(config, tokens(prompts), true))
        .painted()
        .toFloatArray();
  }

  private static PointTokens tokens(Prompts... prompts) {
    int side = PLAIN.imageSize();
    return PointTokens.of(List.of(prompts), side, side, side);
  }

  @Test
  void cellsInsideAreSureAndCutOnesBetween() {
    float[] first =
        painted(
            FILLING,
            Prompts.of(new BoxPrompt(4, 8, 9, 15)),
            Prompts.of(new BoxPrompt(0, 0, 127, 127)));
    assertThat(first).hasSize(2 * 32 * 32);
    assertThat(first[2 * 32 + 1]).isCloseTo(10, within(1e-3f));
    assertThat(first[2 * 32 + 2]).isCloseTo(0, within(1e-3f)); // two of four columns
    assertThat(first[2 * 32 + 3]).isCloseTo(-10, within(1e-3f));
    assertThat(first[32 + 1]).isCloseTo(-10, within(1e-3f));
    assertThat(first[32 * 32 + 500]).isCloseTo(10, within(1e-3f));
  }

  /** Summed, the shares of the cells are the area. */
  @Property(tries = 50)
  void theAreaIsThatOfTheBox(
      @ForAll @IntRange(max = 126) int x0,
      @ForAll @IntRange(max = 126) int y0,
      @ForAll @IntRange(min = 1, max = 127) int w,
      @ForAll @IntRange(min = 1, max = 127) int h) {
    int x1 = Math.min(127, x0 + w);
    int y1 = Math.min(127, y0 + h);
    double cells = 0;
    for (float value : painted(FILLING, Prompts.of(new BoxPrompt(x0, y0, x1, y1)))) {
      assertThat(value).isBetween(-10f, 10.001f);
      cells += (value + 10) / 20;
    }
    assertThat(16 * cells).isCloseTo((x1 - x0 + 1.0) * (y1 - y0 + 1), within(0.1));
  }

  /** A disc of two cells' radius has some 12.6 cells, wherever it lies. */
  @Property(tries = 50)
  void clicksAreDiscs(
      @ForAll @IntRange(min = 12, max = 115) int x, @ForAll @IntRange(min = 12, max = 115) int y) {
    float[] in = painted(PAINTING, Prompts.of(PointPrompt.positive(x, y)));
    float[] out = painted(PAINTING, Prompts.of(PointPrompt.negative(x, y)));
    double cells = 0;
    for (int i = 0; i < in.length; i++) {
      assertThat(out[i]).isEqualTo(-in[i]);
      cells += in[i] / 10;
    }
    assertThat(cells).isCloseTo(4 * Math.PI, within(0.6));
    assertThat(in[y / 4 * 32 + x / 4]).isEqualTo(10);
  }

  @Test
  void clicksLieOverBoxesAndOverEarlierAnswers() {
    BoxPrompt box = new BoxPrompt(20, 20, 99, 99);
    Prompts both = Prompts.of(box).and(PointPrompt.negative(62, 62));
    float[] first = painted(PAINTING, both);
    assertThat(first[15 * 32 + 15]).isEqualTo(-10);
    assertThat(first[8 * 32 + 8]).isCloseTo(10, within(1e-3f));
    assertThat(first[0]).isEqualTo(-10);
    float[] earlier = new float[32 * 32];
    Arrays.fill(earlier, 3);
    float[] over =
        requireNonNull(PaintedPrompts.of(PAINTING, tokens(both), false))
            .over(HostTensor.of(earlier, 1, 1, 32, 32))
            .toFloatArray();
    assertThat(over[15 * 32 + 15]).isEqualTo(-10);
    assertThat(over[8 * 32 + 8]).isEqualTo(3);
    assertThat(PaintedPrompts.of(PAINTING, tokens(Prompts.of(box)), false)).isNull();
    assertThat(PaintedPrompts.of(FILLING, tokens(both), false)).isNull();
  }

  @Test
  void onlyClicksLeaveTheRestOpen() {
    Prompts box = Prompts.of(new BoxPrompt(20, 20, 99, 99));
    Prompts click = Prompts.of(PointPrompt.positive(62, 62));
    assertThat(kind(true, click)).isEqualTo(Decode.Mask.CLICKS);
    assertThat(kind(true, box)).isEqualTo(Decode.Mask.WHOLE);
    assertThat(kind(true, click, box)).isEqualTo(Decode.Mask.WHOLE);
    assertThat(kind(false, click)).isEqualTo(Decode.Mask.WHOLE);
    assertThat(PaintedPrompts.kind(null, true)).isEqualTo(Decode.Mask.WHOLE);
    assertThat(PaintedPrompts.kind(null, false)).isEqualTo(Decode.Mask.NONE);
  }

  private static Decode.Mask kind(boolean first, Prompts... prompts) {
    return PaintedPrompts.kind(PaintedPrompts.of(PAINTING, tokens(prompts), first), !first);
  }

  @Test
  void nothingIsPaintedForOthers() {
    Prompts box = Prompts.of(new BoxPrompt(4, 8, 9, 15));
    Prompts clicks = Prompts.of(PointPrompt.positive(3, 3)).and(PointPrompt.negative(9, 9));
    assertThat(PaintedPrompts.of(PLAIN, tokens(box), true)).isNull();
    assertThat(PaintedPrompts.of(PAINTING, null, true)).isNull();
    assertThat(PaintedPrompts.of(PAINTING, PointTokens.none(), true)).isNull();
    assertThat(PaintedPrompts.of(FILLING, tokens(clicks), true)).isNull();
    assertThat(PaintedPrompts.of(FILLING, tokens(box, clicks), true)).isNull();
    float[] mixed = painted(PAINTING, box, clicks);
    assertThat(mixed[20 * 32 + 20]).isEqualTo(-10);
    assertThat(mixed[32 * 32 + 20 * 32 + 20]).isZero();
  }
}
