// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train.coronary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.data.SampleObject;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Mask;
import io.github.medsam2.net.coronary.Places;
import io.github.medsam2.prompt.coronary.CoronaryPrompt;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What cells are taught, in a grid of 4 x 4 cells of 16 pixels each. */
class CoronaryPlacesTest {
  private static final int SIDE = 4;
  private static final int NONE = Places.CLASSES - 1;
  private final CoronaryPlaces places = new CoronaryPlaces(1, 0.5);

  private static SampleObject object(String words, int x, int y, int wide, int high) {
    byte[] pixels = new byte[16 * 16];
    for (int i = 0; i < pixels.length; i++) {
      boolean in = i % 16 >= x && i % 16 < x + wide && i / 16 >= y && i / 16 < y + high;
      pixels[i] = (byte) (in ? 1 : 0);
    }
    return SampleObject.of(Mask.of(16, 16, pixels)).described(CoronaryPrompt.parse(words));
  }

  private float at(float[] targets, int x, int y, int segment) {
    return targets[(y * SIDE + x) * Places.CLASSES + segment];
  }

  @Test
  void aQuarterOfACellIsAllOfItAndTheRestIsNoSegment() {
    float[] t = places.targets(List.of(object("CASS 6", 4, 0, 4, 1)), 0, SIDE);
    assertThat(at(t, 1, 0, 5)).isEqualTo(1);
    assertThat(at(t, 1, 0, NONE)).isZero();
    assertThat(at(t, 2, 3, NONE)).isEqualTo(0.5f); // the weight of the background
    float[] thin = places.targets(List.of(object("CASS 6", 4, 0, 2, 1)), 0, SIDE);
    assertThat(at(thin, 1, 0, 5)).isEqualTo(0.5f);
    assertThat(at(thin, 1, 0, NONE)).isEqualTo(0.25f);
  }

  @Property(tries = 100)
  void cellsSumToOneOrToTheWeightOfTheBackground(
      @ForAll @IntRange(max = 12) int x,
      @ForAll @IntRange(max = 12) int y,
      @ForAll @IntRange(min = 1, max = 4) int size,
      @ForAll @DoubleRange(max = 1) double background) {
    List<SampleObject> two =
        List.of(object("CASS 6", x, y, size, size), object("CASS 7", y, x, 4, size));
    float[] t = new CoronaryPlaces(1, background).targets(two, 0, SIDE);
    for (int cell = 0; cell < SIDE * SIDE; cell++) {
      double vessel = 0;
      for (int i = 0; i < NONE; i++) {
        vessel += t[cell * Places.CLASSES + i];
      }
      double none = t[cell * Places.CLASSES + NONE];
      assertThat(vessel).isBetween(0.0, 1 + 1e-6);
      assertThat(none).isCloseTo(background * (1 - vessel), within(1e-6));
    }
  }

  @Test
  void weightsAreChecked() {
    assertThatThrownBy(() -> new CoronaryPlaces(-1, 0)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new CoronaryPlaces(1, Double.NaN))
        .isInstanceOf(InvalidInputException.class);
  }
}
