// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.resample.AntialiasedBilinear;
import io.github.medsam2.image.resample.Bilinear;
import java.io.IOException;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BilinearTest {

  @ParameterizedTest
  @ValueSource(strings = {"point_single", "box", "box_point", "points_prev", "mask_only"})
  void bringsLogitsToTheGridOfTheImage(String run) throws IOException {
    Golden golden = Golden.open("sam21_tiny_512_image");
    float[] low = golden.floats(run + ".low_res");
    float[] expected = golden.floats(run + ".logits");
    float[] found = Bilinear.resize(low, 128, 128, 80, 64);
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i]).isCloseTo(expected[i], within(3e-6f));
    }
  }

  @Test
  void takesTheTwoNearestSamplesEvenWhenShrinking() {
    float[] plane = {0, 1, 20, 3, 4, 5, 60, 7};
    assertThat(Bilinear.resize(plane, 8, 1, 2, 1)).containsExactly(10.5f, 32.5f);
    assertThat(Bilinear.resize(plane, 1, 8, 1, 2)).containsExactly(10.5f, 32.5f);
  }

  @Test
  void repeatsTheBorderOutwards() {
    assertThat(Bilinear.resize(new float[] {0, 4}, 2, 1, 8, 1))
        .containsExactly(0, 0, 0.5f, 1.5f, 2.5f, 3.5f, 4, 4);
  }

  @Property(tries = 100)
  void reproducesALineAwayFromTheBorder(
      @ForAll @IntRange(min = 1, max = 30) int size, @ForAll @IntRange(min = 1, max = 60) int to) {
    float[] line = new float[size];
    for (int i = 0; i < size; i++) {
      line[i] = 3 * i - 7;
    }
    float[] out = Bilinear.resize(line, size, 1, to, 1);
    for (int i = 0; i < to; i++) {
      double x = Math.min(Math.max((i + 0.5) * size / to - 0.5, 0), size - 1);
      assertThat(out[i]).isCloseTo((float) (3 * x - 7), within(1e-4f));
    }
  }

  @Property(tries = 100)
  void keepsPlanesOfTheSameSizeAndCopies(
      @ForAll @IntRange(min = 1, max = 30) int width,
      @ForAll @IntRange(min = 1, max = 30) int height) {
    float[] plane = Patterns.floats(width, height);
    float[] out = Bilinear.resize(plane, width, height, width, height);
    assertThat(out).isEqualTo(plane).isNotSameAs(plane);
    float[] averaged = AntialiasedBilinear.resize(plane, width, height, width, height);
    assertThat(averaged).isEqualTo(plane).isNotSameAs(plane);
  }

  @Test
  void refusesPlanesOfAnotherSize() {
    assertThatThrownBy(() -> Bilinear.resize(new float[5], 2, 3, 4, 4))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("5 samples for 2x3");
    assertThatThrownBy(() -> AntialiasedBilinear.resize(new float[0], 0, 0, 4, 4))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> Bilinear.resize(new float[1], 1, 1, 0, 4))
        .isInstanceOf(InvalidInputException.class);
  }

  @Property(tries = 100)
  void aConstantStaysConstant(
      @ForAll @IntRange(min = 1, max = 40) int size, @ForAll @IntRange(min = 1, max = 40) int to) {
    float[] plane = new float[size * 3];
    Arrays.fill(plane, -7.25f);
    for (float v : Bilinear.resize(plane, size, 3, to, 5)) {
      assertThat(v).isCloseTo(-7.25f, within(1e-5f));
    }
    for (float v : AntialiasedBilinear.resize(plane, size, 3, to, 2)) {
      assertThat(v).isCloseTo(-7.25f, within(1e-5f));
    }
  }
}
