// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.draw;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.PointPrompt;
import io.github.medsam2.prompt.Prompt;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverlayTest {
  private static final int SIDE = 64;
  private static final int SCALE = 16;

  private final Image image = image();
  private final Image plain = Overlay.of(image, Mask.empty(SIDE, SIDE), List.of());

  private static Image image() {
    byte[] grey = new byte[SIDE * SIDE];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = (byte) (i * 7 + 40);
    }
    return Image.gray8(SIDE, SIDE, grey);
  }

  /** A block of 10 by 5 pixels at (20, 30). */
  private static Mask mask() {
    byte[] inside = new byte[SIDE * SIDE];
    for (int y = 30; y < 35; y++) {
      Arrays.fill(inside, y * SIDE + 20, y * SIDE + 30, (byte) 1);
    }
    return Mask.of(SIDE, SIDE, inside);
  }

  private static boolean same(Image a, Image b, int x, int y) {
    return a.value(x, y, 0) == b.value(x, y, 0)
        && a.value(x, y, 1) == b.value(x, y, 1)
        && a.value(x, y, 2) == b.value(x, y, 2);
  }

  private Image draw(Prompt... prompts) {
    return Overlay.of(image, Mask.empty(SIDE, SIDE), List.of(prompts));
  }

  /** How many pixels of the overlay a picture differs in. */
  private int changed(Image overlay, int fromX, int fromY, int toX, int toY) {
    int n = 0;
    for (int y = fromY * SCALE; y < toY * SCALE; y++) {
      for (int x = fromX * SCALE; x < toX * SCALE; x++) {
        n += same(overlay, plain, x, y) ? 0 : 1;
      }
    }
    return n;
  }

  @Test
  void withoutAnythingToDrawItIsTheImageMagnified() {
    assertThat(plain.width()).isEqualTo(SIDE * SCALE);
    for (int y = 0; y < plain.height(); y++) {
      for (int x = 0; x < plain.width(); x++) {
        float grey = image.value(x / SCALE, y / SCALE, 0);
        assertThat(plain.value(x, y, 0)).isEqualTo(grey);
        assertThat(plain.value(x, y, 2)).isEqualTo(grey);
      }
    }
  }

  @Test
  void theMaskIsDrawnOnAllOfItsPixelsAndOnNoOther() {
    Image overlay = Overlay.of(image, mask(), List.of());

    for (int y = 0; y < overlay.height(); y++) {
      for (int x = 0; x < overlay.width(); x++) {
        assertThat(same(overlay, plain, x, y)).isEqualTo(!mask().contains(x / SCALE, y / SCALE));
      }
    }
  }

  @Test
  void theContourIsTwoPixelsWideAndTheVeilShowsTheImage() {
    Image overlay = Overlay.of(image, mask(), List.of());
    int middle = 32 * SCALE;
    int left = 20 * SCALE;

    for (int x = 0; x < 2; x++) {
      assertThat(overlay.value(left + x, middle, 0)).isLessThan(30);
    }
    float under = plain.value(left + 2, middle, 0);
    assertThat(overlay.value(left + 2, middle, 0)).isBetween(0.7f * under, 0.85f * under);
  }

  @Test
  void theBoxLeavesThePixelsItHoldsFree() {
    Image overlay = draw(new BoxPrompt(20, 30, 29, 34));

    assertThat(changed(overlay, 20, 30, 30, 35)).isZero();
    assertThat(changed(overlay, 0, 0, SIDE, SIDE)).isEqualTo(2 * (162 + 82) - 4);
  }

  @Test
  void aPointLeavesItsPixelFree() {
    Image on = draw(PointPrompt.positive(20, 30));
    Image beside = draw(PointPrompt.negative(20, 30));
    int x = 20 * SCALE + SCALE / 2;
    int y = 30 * SCALE + SCALE / 2;

    assertThat(same(on, plain, x, y)).isTrue();
    assertThat(changed(on, 18, 28, 23, 33)).isEqualTo(changed(on, 0, 0, SIDE, SIDE)).isPositive();
    assertThat(changed(beside, 0, 0, SIDE, SIDE)).isBetween(1, changed(on, 0, 0, SIDE, SIDE) - 1);
  }

  @Test
  void whatLiesOutsideTheImageIsLeftOut() {
    assertThat(changed(draw(PointPrompt.positive(-50, 900)), 0, 0, SIDE, SIDE)).isZero();
    Image overlay = draw(new BoxPrompt(-1e9, 10, 1e9, 20));
    assertThat(changed(overlay, 0, 0, SIDE, SIDE)).isEqualTo(2 * SIDE * SCALE);
  }
}
