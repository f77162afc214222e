// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.PointPrompt;
import io.github.medsam2.testing.Golden;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Boxes and clicks of the original, with its random numbers. */
class GoldenSamplingTest {
  private static final int SIDE = 24;
  private static final int PIXELS = SIDE * SIDE;
  private static final int ABSENT = 3;

  private final Golden golden = Golden.shared("train/sampling");

  private Mask mask(String name, int index) {
    byte[] all = golden.bytes(name);
    return Mask.of(SIDE, SIDE, Arrays.copyOfRange(all, index * PIXELS, (index + 1) * PIXELS));
  }

  private Noise noise(String name, int index, int each) {
    float[] all = golden.floats(name);
    return i -> all[index * each + (int) i];
  }

  private Optional<PointPrompt> click(String name, int index) {
    float[] at = golden.floats(name + ".coords");
    int label = golden.get(name + ".labels").data().asIntBuffer().get(index);
    return Optional.of(new PointPrompt(at[2 * index], at[2 * index + 1], label == 1));
  }

  private BoxPrompt box(String name, int index) {
    float[] c = golden.floats(name);
    return new BoxPrompt(c[4 * index], c[4 * index + 1], c[4 * index + 2], c[4 * index + 3]);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 4})
  void boxes(int index) {
    Mask truth = mask("truth", index);
    Noise noise = noise("box.uniform", index, 4);
    assertThat(BoxNoise.NONE.around(truth, noise)).isEqualTo(box("box.exact", index));
    assertThat(BoxNoise.ORIGINAL.around(truth, noise)).isEqualTo(box("box.coords", index));
  }

  /** The original draws a box inside out, which a network can learn nothing from. */
  @ParameterizedTest
  @ValueSource(ints = ABSENT)
  void absentObjectsHaveNoBox(int index) {
    assertThatThrownBy(() -> BoxNoise.ORIGINAL.around(mask("truth", index), i -> 0.5))
        .isInstanceOf(InvalidInputException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void uniformClicks(int index) {
    Noise noise = noise("uniform.noise", index, 2 * PIXELS);
    ClickRule rule = new UniformClicks();
    Mask truth = mask("truth", index);
    assertThat(rule.next(truth, mask("predicted", index), List.of(), noise))
        .isEqualTo(click("uniform", index));
    assertThat(rule.first(truth, noise)).isEqualTo(click("from_truth", index));
  }

  /** Where nothing is wrong the original clicks on pixel (0, 0); here there is no click. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void centreClicks(int index) {
    ClickRule rule = new CentreClicks();
    Mask truth = mask("truth", index);
    Mask predicted = mask("predicted", index);
    Optional<PointPrompt> expected =
        truth.equals(predicted) ? Optional.empty() : click("centre", index);
    assertThat(rule.next(truth, predicted, List.of(), i -> 0)).isEqualTo(expected);
    Optional<PointPrompt> first = truth.isEmpty() ? Optional.empty() : click("centre_first", index);
    assertThat(rule.first(truth, i -> 0)).isEqualTo(first);
  }
}
