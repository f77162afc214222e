// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Mask;
import org.junit.jupiter.api.Test;

class RecistLineTest {

  @Test
  void becomesASquareAroundItsMiddle() {
    RecistLine line = new RecistLine(10, 20, 16, 29);
    assertThat(line.length()).isEqualTo(Math.sqrt(117));
    assertThat(line.box(100, 100)).isEqualTo(new BoxPrompt(8, 19, 18, 29));
  }

  @Test
  void isClippedToTheImage() {
    assertThat(new RecistLine(1, 2, 31, 2).box(40, 12)).isEqualTo(new BoxPrompt(1, 0, 31, 11));
    assertThat(new RecistLine(0, 0, 0, 20).box(9, 15)).isEqualTo(new BoxPrompt(0, 0, 8, 14));
  }

  @Test
  void runsFromTheFirstToTheLastPixelOfADrawing() {
    byte[] pixels = new byte[6 * 5];
    for (int at : new int[] {1 * 6 + 4, 2 * 6 + 3, 3 * 6 + 1, 3 * 6 + 2}) {
      pixels[at] = 1;
    }
    assertThat(RecistLine.of(Mask.of(6, 5, pixels))).isEqualTo(new RecistLine(4, 1, 2, 3));
    assertThatThrownBy(() -> RecistLine.of(Mask.empty(3, 3)))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void refusesLinesWithoutEndsOrLength() {
    assertThatThrownBy(() -> new RecistLine(0, 0, Double.NaN, 1))
        .isInstanceOf(InvalidInputException.class);
    RecistLine dot = new RecistLine(5, 5, 6, 5);
    assertThatThrownBy(() -> dot.box(10, 10)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void aBoxIsDrawnAroundAMask() {
    byte[] pixels = new byte[6 * 5];
    pixels[1 * 6 + 2] = 1;
    assertThat(BoxPrompt.around(Mask.of(6, 5, pixels)))
        .isEqualTo(new BoxPrompt(1.5, 0.5, 2.5, 1.5));
    pixels[3 * 6 + 4] = 1;
    assertThat(BoxPrompt.around(Mask.of(6, 5, pixels.clone())))
        .isEqualTo(new BoxPrompt(2, 1, 4, 3));
    assertThatThrownBy(() -> BoxPrompt.around(Mask.empty(2, 2)))
        .isInstanceOf(InvalidInputException.class);
  }
}
