// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.PointPrompt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegionTest {
  private static final Region REGION = new Region(2, 1, 3, 2);

  @Test
  void cutsWholePixelsOfAnyKind() {
    Image grey = Image.gray16(6, 4, ramp(24));
    byte[] rgb = new byte[6 * 4 * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) i;
    }
    Image colour = Image.rgb8(6, 4, rgb);

    assertThat(REGION.cut(grey).plane(0)).containsExactly(808, 809, 810, 814, 815, 816);
    assertThat(REGION.cut(colour).type()).isEqualTo(colour.type());
    for (int c = 0; c < 3; c++) {
      assertThat(REGION.cut(colour).value(2, 1, c)).isEqualTo(colour.value(4, 2, c));
    }
  }

  private static short[] ramp(int count) {
    short[] values = new short[count];
    for (int i = 0; i < count; i++) {
      values[i] = (short) (800 + i);
    }
    return values;
  }

  @Test
  void pastingUndoesCutting() {
    Mask part = Mask.of(3, 2, new byte[] {1, 0, 1, 0, 1, 1});

    Mask whole = REGION.paste(part, 6, 4);

    assertThat(whole.area()).isEqualTo(part.area());
    assertThat(REGION.cut(whole)).isEqualTo(part);
  }

  @Test
  void promptsMoveWithTheirPixels() {
    assertThat(REGION.shift(new BoxPrompt(2, 1, 4, 2))).isEqualTo(new BoxPrompt(0, 0, 2, 1));
    assertThat(REGION.shift(PointPrompt.negative(3.5, 1))).isEqualTo(PointPrompt.negative(1.5, 0));
  }

  @ParameterizedTest
  @CsvSource({
    "-1,0,1,1",
    "0,-1,1,1",
    "0,0,7,1",
    "4,0,3,1",
    "0,3,1,2",
    "0,0,0,1",
    "1,1,2147483647,1"
  })
  void aRegionBeyondTheImageIsRefused(int x, int y, int width, int height) {
    Image image = Image.gray8(6, 4, new byte[24]);

    assertThatThrownBy(() -> new Region(x, y, width, height).cut(image))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("6x4");
  }
}
