// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.error.InvalidInputException;
import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RegionTest {
  private static final Image WIDE = image(200, 80, 1, PixelType.UINT8);

  private static Image image(int width, int height, int channels, PixelType type) {
    byte[] bytes = new byte[width * height * channels * type.bytes()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31 + i / 7);
    }
    return Image.of(width, height, channels, type, ByteBuffer.wrap(bytes));
  }

  @Test
  void aRegionIsSquareAroundItsBox() {
    assertThat(Region.around(100, 30, 110, 34, 0.5, WIDE).bounds())
        .isEqualTo(new Bounds(95, 22, 21, 21));
    assertThat(Region.around(100, 30, 110, 34, 0, WIDE).bounds())
        .isEqualTo(new Bounds(100, 27, 11, 11));
  }

  @Test
  void atABorderItMovesAndIsCutOnlyWhereItMust() {
    assertThat(Region.around(-5, 70, 15, 79, 0.5, WIDE).bounds())
        .isEqualTo(new Bounds(0, 39, 41, 41));
    assertThat(Region.around(0, 0, 150, 10, 1, WIDE).bounds()).isEqualTo(new Bounds(0, 0, 200, 80));
  }

  @Property(tries = 100)
  void whatIsCutIsTheImagesOwn(
      @ForAll @IntRange(max = 180) int x,
      @ForAll @IntRange(max = 70) int y,
      @ForAll @DoubleRange(min = 0, max = 3) double margin,
      @ForAll boolean colour) {
    Image image = image(200, 80, colour ? 3 : 1, colour ? PixelType.UINT8 : PixelType.UINT16);
    Region region = Region.around(x, y, x + 9, y + 5, margin, image);
    Image cut = region.cut(image);
    for (int c = 0; c < image.channels(); c++) {
      int column = (int) region.x(x);
      assertThat(cut.value(column, (int) region.y(y), c)).isEqualTo(image.value(x, y, c));
    }
    Mask dot = Mask.ofPolygon(cut.width(), cut.height(), 1, 1, 4, 1, 4, 3, 1, 3);
    Mask whole = region.paste(dot, image);
    assertThat(whole.area()).isEqualTo(dot.area());
    assertThat(region.cut(image).width()).isEqualTo(dot.width());
    assertThat(whole.contains(region.bounds().x() + 2, region.bounds().y() + 2)).isTrue();
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Region region = Region.around(100, 30, 110, 34, 0, WIDE);
    assertThatThrownBy(() -> region.cut(image(50, 50, 1, PixelType.UINT8)))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> region.paste(Mask.empty(3, 3), WIDE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("11x11");
    assertThatThrownBy(() -> Region.around(10, 10, 5, 20, 0, WIDE))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> Region.around(300, 10, 305, 20, 0, WIDE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("meets the image");
    assertThatThrownBy(() -> Region.around(1, 10, Double.NaN, 20, 0, WIDE))
        .isInstanceOf(InvalidInputException.class);
  }
}
