// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.net.config.Networks;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.PointPrompt;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.tensor.HostTensor;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FilledBoxesTest {
  private static final ModelConfig PLAIN = Networks.nano();
  private static final ModelConfig FILLING =
      new ModelConfig(
          PLAIN.name(),
          PLAIN.imageSize(),
          PLAIN.trunk(),
          PLAIN.width(),
          PLAIN.memory(),
          PLAIN.decoder().withFilledBoxes(true),
          PLAIN.extension());

  private static PointTokens tokens(Prompts... prompts) {
    int side = PLAIN.imageSize();
    return PointTokens.of(List.of(prompts), side, side, side);
  }

  @Test
  void cellsInsideAreSureAndCutOnesBetween() {
    HostTensor filled =
        FilledBoxes.of(
            FILLING,
            tokens(
                Prompts.of(new BoxPrompt(4, 8, 9, 15)), Prompts.of(new BoxPrompt(0, 0, 127, 127))));
    assertThat(filled).isNotNull();
    assertThat(filled.shape().dims()).containsExactly(2, 1, 32, 32);
    float[] first = filled.toFloatArray();
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
    HostTensor filled =
        requireNonNull(FilledBoxes.of(FILLING, tokens(Prompts.of(new BoxPrompt(x0, y0, x1, y1)))));
    double cells = 0;
    for (float value : filled.toFloatArray()) {
      assertThat(value).isBetween(-10f, 10.001f);
      cells += (value + 10) / 20;
    }
    assertThat(16 * cells).isCloseTo((x1 - x0 + 1.0) * (y1 - y0 + 1), within(0.1));
  }

  @Test
  void nothingIsFilledForOthers() {
    Prompts box = Prompts.of(new BoxPrompt(4, 8, 9, 15));
    Prompts clicks = Prompts.of(PointPrompt.positive(3, 3)).and(PointPrompt.negative(9, 9));
    assertThat(FilledBoxes.of(PLAIN, tokens(box))).isNull();
    assertThat(FilledBoxes.of(FILLING, null)).isNull();
    assertThat(FilledBoxes.of(FILLING, tokens(clicks))).isNull();
    assertThat(FilledBoxes.of(FILLING, tokens(box, clicks))).isNull();
  }
}
