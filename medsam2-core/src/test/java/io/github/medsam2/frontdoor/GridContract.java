// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.frontdoor;

import static io.github.medsam2.frontdoor.ModelUnderTest.assertRefused;
import static io.github.medsam2.frontdoor.ModelUnderTest.assertSame;
import static io.github.medsam2.frontdoor.ModelUnderTest.distance;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.MedSam2;
import io.github.medsam2.Segmentation;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Intensity;
import io.github.medsam2.image.Mask;
import io.github.medsam2.image.Patterns;
import io.github.medsam2.image.Window;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Images of any size and type in, masks on the same grid out. */
public interface GridContract extends ModelUnderTest {

  /** Sizes that are odd, not square, tiny, or longer than the model's input. */
  int[][] SIZES = {{97, 61}, {61, 97}, {1, 1}, {1, 40}, {33, 2}, {500, 7}};

  /** The kinds of image there are. */
  enum Kind {
    /** 8 bits. */
    GREY8,
    /** Three channels. */
    RGB8,
    /** 12 bits in 16, as detectors give them. */
    GREY16,
    /** Real numbers. */
    FLOAT;

    Image image(int width, int height) {
      byte[] grey = Patterns.slice(width, height, 2);
      switch (this) {
        case GREY8:
          return Image.gray8(width, height, grey);
        case RGB8:
          return Image.rgb8(width, height, tripled(grey));
        case GREY16:
          short[] deep = new short[grey.length];
          for (int i = 0; i < deep.length; i++) {
            deep[i] = (short) (16 * (grey[i] & 0xff) + 40_000);
          }
          return Image.gray16(width, height, deep);
        default:
          float[] real = new float[grey.length];
          for (int i = 0; i < real.length; i++) {
            real[i] = (grey[i] & 0xff) / 255f;
          }
          return Image.grayFloat(width, height, real);
      }
    }

    private static byte[] tripled(byte[] grey) {
      byte[] out = new byte[3 * grey.length];
      for (int i = 0; i < out.length; i++) {
        out[i] = grey[i / 3];
      }
      return out;
    }
  }

  /** Every size and kind gives logits and a mask on its own grid. */
  @TestFactory
  default Stream<DynamicTest> masksLieOnTheImagesGrid() {
    return Arrays.stream(Kind.values())
        .map(
            kind ->
                DynamicTest.dynamicTest(
                    kind.toString(),
                    () -> {
                      for (int[] size : SIZES) {
                        checkGrid(kind, size[0], size[1]);
                      }
                    }));
  }

  private void checkGrid(Kind kind, int width, int height) {
    try (ImageEmbedding image = model().embed(kind.image(width, height))) {
      assertThat(image.width()).isEqualTo(width);
      assertThat(image.height()).isEqualTo(height);
      Segmentation s = model().prompt(image).box(0, 0, width, height).predict();
      float[] logits = s.logits();
      Mask mask = s.mask();
      assertThat(logits).hasSize(width * height).doesNotContain(Float.NaN);
      assertThat(mask.width()).isEqualTo(width).isEqualTo(s.width());
      assertThat(mask.height()).isEqualTo(height).isEqualTo(s.height());
      for (int i = 0; i < logits.length; i++) {
        assertThat(mask.contains(i % width, i / width)).isEqualTo(logits[i] > 0);
      }
    }
  }

  /** Prompts scale with the image, x with its width and y with its height. */
  @Test
  default void promptsScaleWithTheImage() {
    try (ImageEmbedding square = model().embed(even(128, 128));
        ImageEmbedding wide = model().embed(even(256, 64))) {
      Segmentation s = model().prompt(square).box(8, 16, 80, 48).point(40, 24).predict();
      Segmentation w = model().prompt(wide).box(16, 8, 160, 24).point(80, 12).predict();
      assertThat(distance(w, s)).isLessThan(1e-4f);
      Mask narrow = s.mask();
      Mask broad = w.mask();
      int agree = 0;
      for (int y = 0; y < 64; y++) {
        for (int x = 0; x < 256; x++) {
          agree += broad.contains(x, y) == narrow.contains(x / 2, 2 * y) ? 1 : 0;
        }
      }
      // Logits are shown at other points of the same surface: only its zero line may move.
      assertThat(agree).isGreaterThan(256 * 64 * 95 / 100);
      assertThat(narrow.area()).isBetween(128 * 128 / 20, 128 * 128 * 19 / 20);
    }
  }

  private static Image even(int width, int height) {
    byte[] pixels = new byte[width * height];
    Arrays.fill(pixels, (byte) 90);
    return Image.gray8(width, height, pixels);
  }

  /** Grey is RGB with equal channels, and deeper images are what their rule makes of them. */
  @Test
  default void kindsOfImagesAgree() {
    Segmentation grey = answer(model(), Kind.GREY8.image(97, 61));
    assertSame(answer(model(), Kind.RGB8.image(97, 61)), grey);
    for (Kind kind : new Kind[] {Kind.GREY16, Kind.FLOAT}) {
      Image deep = kind.image(97, 61);
      Segmentation found = answer(model(), deep);
      assertSame(found, answer(model(), Intensity.standard().toUint8(deep)));
      assertThat(found.lowResLogits()).isNotEqualTo(answer(model(), even(97, 61)).lowResLogits());
    }
  }

  private static Segmentation answer(MedSam2 model, Image image) {
    try (ImageEmbedding embedded = model.embed(image)) {
      return model.prompt(embedded).box(20, 10, 70, 50).predict();
    }
  }

  /** Hounsfield units need a window, and the model takes one. */
  @Test
  default void computedTomographyNeedsAWindow() {
    float[] values = new float[97 * 61];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 2000 - 1000;
    }
    Image hounsfield = Image.grayFloat(97, 61, values);
    assertRefused(() -> model().embed(hounsfield)).hasMessageContaining("such as Window.ABDOMEN");
    Intensity abdomen = Window.ABDOMEN;
    try (MedSam2 ct = MedSam2.load(checkpoint(), options().intensity(abdomen))) {
      assertSame(answer(ct, hounsfield), answer(model(), abdomen.toUint8(hounsfield)));
    }
  }
}
