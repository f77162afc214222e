// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.image.resample.AntialiasedBilinear;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AntialiasedBilinearTest {

  @Test
  void equalsTheGoldenImage() throws IOException {
    Golden golden = Golden.open("sam21_tiny_512_image");
    Image rgb = Image.rgb8(80, 64, golden.bytes("rgb"));
    float[] found = new float[3 * 512 * 512];
    for (int c = 0; c < 3; c++) {
      float[] plane = rgb.plane(c);
      for (int i = 0; i < plane.length; i++) {
        plane[i] /= 255;
      }
      float[] resized = AntialiasedBilinear.resize(plane, 80, 64, 512, 512);
      System.arraycopy(resized, 0, found, c * 512 * 512, resized.length);
    }
    float[] expected = golden.floats("resized.every");
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i * 12]).isCloseTo(expected[i], within(2e-7f));
    }
  }

  /** The eight taps of a shrink by four, and their renormalised form at the border. */
  @Test
  void hasTheTapsOfAShrinkByFour() {
    float[] weights = {.03125f, .09375f, .15625f, .21875f, .21875f, .15625f, .09375f, .03125f};
    float inside = 1 - .03125f - .09375f;
    for (int i = 0; i < 8; i++) {
      float[] impulse = new float[16];
      impulse[2 + i] = 1;
      assertThat(AntialiasedBilinear.resize(impulse, 16, 1, 4, 1)[1])
          .isCloseTo(weights[i], within(1e-7f));
      if (i >= 2) {
        impulse = new float[16];
        impulse[i - 2] = 1;
        assertThat(AntialiasedBilinear.resize(impulse, 16, 1, 4, 1)[0])
            .isCloseTo(weights[i] / inside, within(1e-7f));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"7, 5, 3, 2", "3, 2, 7, 5", "1, 1, 4, 3", "40, 1, 9, 6", "6, 33, 33, 6"})
  void equalsAPlainSumOverTriangles(int width, int height, int newWidth, int newHeight) {
    float[] plane = Patterns.floats(width, height);
    float[] found = AntialiasedBilinear.resize(plane, width, height, newWidth, newHeight);
    for (int y = 0; y < newHeight; y++) {
      for (int x = 0; x < newWidth; x++) {
        double sum = 0;
        double total = 0;
        for (int j = 0; j < height; j++) {
          for (int i = 0; i < width; i++) {
            double w = triangle(i, x, width, newWidth) * triangle(j, y, height, newHeight);
            sum += w * plane[j * width + i];
            total += w;
          }
        }
        assertThat((double) found[y * newWidth + x]).isCloseTo(sum / total, within(1e-4));
      }
    }
  }

  private static double triangle(int from, int to, int in, int out) {
    double scale = (double) in / out;
    return Math.max(0, 1 - Math.abs(from + 0.5 - (to + 0.5) * scale) / Math.max(scale, 1));
  }

  @Test
  void resizesTheConformanceMask() {
    byte[] pixels = new byte[80 * 64];
    for (int y = 20; y < 40; y++) {
      for (int x = 30; x <= 60; x++) {
        pixels[y * 80 + x] = 1;
      }
    }
    Mask big = Mask.of(80, 64, pixels).resize(512, 512);
    assertThat(big.area()).isEqualTo(31666);
    assertThat(big.bounds()).contains(new Bounds(192, 160, 198, 160));
  }

  @Test
  void aMaskKeepsHalfCoveredPixels() {
    Mask half = Mask.of(2, 1, new byte[] {1, 0});
    assertThat(half.resize(1, 1).area()).isEqualTo(1);
    assertThat(half.resize(2, 1)).isSameAs(half);
  }

  @Test
  void turningAPlaneBeforeOrAfterIsTheSame() {
    float[] there = Patterns.floats(13, 11);
    float[] back = turned(there);
    assertThat(turned(AntialiasedBilinear.resize(back, 13, 11, 29, 7)))
        .usingComparatorWithPrecision(1e-4f)
        .containsExactly(AntialiasedBilinear.resize(there, 13, 11, 29, 7));
  }

  private static float[] turned(float[] plane) {
    float[] out = new float[plane.length];
    for (int i = 0; i < out.length; i++) {
      out[out.length - 1 - i] = plane[i];
    }
    return out;
  }
}
