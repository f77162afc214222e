// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Bounds;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.coronary.CoronaryPrompt;
import io.github.medsam2.sampling.CounterRandom;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AugmentationTest {
  private static final int WIDTH = 60;
  private static final int HEIGHT = 44;

  /** A dark bar on bright ground, off the middle, and its mask. */
  private static Sample sample() {
    byte[] grey = new byte[WIDTH * HEIGHT];
    byte[] mask = new byte[WIDTH * HEIGHT];
    for (int i = 0; i < grey.length; i++) {
      boolean inside = i % WIDTH > 12 && i % WIDTH < 24 && i / WIDTH > 14 && i / WIDTH < 34;
      grey[i] = (byte) (inside ? 40 : 180);
      mask[i] = (byte) (inside ? 1 : 0);
    }
    SampleObject object =
        SampleObject.of(Mask.of(WIDTH, HEIGHT, mask))
            .described(CoronaryPrompt.parse("CASS 13, RAO 30 CRANIAL 20"))
            .withStenosis(40);
    return Sample.of("a", "b", Image.gray8(WIDTH, HEIGHT, grey), List.of(object));
  }

  @Property(tries = 60)
  void masksMoveWithTheirImages(@ForAll long seed) {
    Augmentation geometry =
        new Augmentation(40, 0.8, 1.3, 0.1, 0.5, GreyChange.NONE, CloseUp.NEVER);
    Optional<Sample> moved = geometry.apply(sample(), CounterRandom.of(seed));
    Sample again = geometry.apply(sample(), CounterRandom.of(seed)).orElseThrow();
    Image image = moved.orElseThrow().image();
    assertThat(again.image().pixels()).isEqualTo(image.pixels());
    assertThat(again.objects()).isEqualTo(moved.get().objects());
    assertThat(wrong(moved.get())).isLessThan(4);
  }

  /** Pixels whose grey and mask disagree. */
  private static int wrong(Sample moved) {
    Mask mask = moved.objects().get(0).mask();
    int wrong = 0;
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        wrong += mask.contains(x, y) == moved.image().value(x, y, 0) < 110 ? 0 : 1;
      }
    }
    return wrong;
  }

  @Test
  void aMirrorImageIsSeenFromTheOtherSide() {
    Augmentation mirror = new Augmentation(0, 1, 1, 0, 1, GreyChange.NONE, CloseUp.NEVER);
    Sample moved = mirror.apply(sample(), CounterRandom.of(1)).orElseThrow();
    SampleObject object = moved.objects().get(0);
    assertThat(object.description().orElseThrow().render()).isEqualTo("CASS 13, LAO 30 CRANIAL 20");
    assertThat(object.stenosis()).hasValue(40);
    for (int x = 0; x < WIDTH; x++) {
      assertThat(moved.image().value(x, 20, 0))
          .isEqualTo(sample().image().value(WIDTH - 1 - x, 20, 0));
    }
    Sample twice = mirror.apply(moved, CounterRandom.of(2)).orElseThrow();
    assertThat(twice.objects()).isEqualTo(sample().objects());
    Sample never = mirror.withoutMirror().apply(sample(), CounterRandom.of(1)).orElseThrow();
    assertThat(never.objects()).isEqualTo(sample().objects());
  }

  @Test
  void whatLeavesTheImageIsLeftOut() {
    Augmentation far = new Augmentation(0, 40, 40, 0, 0, GreyChange.NONE, CloseUp.NEVER);
    assertThat(far.apply(sample(), CounterRandom.of(1))).isEmpty();
    assertThat(Augmentation.NONE.apply(sample(), CounterRandom.of(1)).orElseThrow().objects())
        .isEqualTo(sample().objects());
  }

  @Property(tries = 60)
  void whatIsShownFromNearFillsWhatItsMarginLeaves(@ForAll long seed) {
    CloseUp near = new CloseUp(1, 0.5, 0.5, 0.1);
    Augmentation plain = Augmentation.NONE.withCloseUp(near);
    Sample moved = plain.apply(sample(), CounterRandom.of(seed)).orElseThrow();
    Bounds before = sample().objects().get(0).mask().bounds().orElseThrow();
    Bounds after = moved.objects().get(0).mask().bounds().orElseThrow();
    double longer = Math.max(before.width(), before.height());
    double zoom = Math.min(WIDTH, HEIGHT) / Math.min(Math.min(WIDTH, HEIGHT), 2 * longer);
    assertThat(after.width()).isCloseTo((int) (before.width() * zoom), within(3));
    assertThat(after.height()).isCloseTo((int) (before.height() * zoom), within(3));
    Augmentation turned =
        new Augmentation(40, 1, 1, 0.02, 0.5, GreyChange.NONE, new CloseUp(1, 0.2, 0.9, 0.2));
    assertThat(wrong(turned.apply(sample(), CounterRandom.of(seed)).orElseThrow())).isLessThan(8);
  }

  @Property(tries = 3)
  void aShareIsShownFromNear(@ForAll @IntRange(max = 10_000) int seed) {
    Augmentation half = Augmentation.NONE.withCloseUp(new CloseUp(0.5, 0, 0, 0.1));
    long near =
        IntStream.range(0, 200)
            .mapToObj(i -> half.apply(sample(), CounterRandom.of(seed).split(i)).orElseThrow())
            .filter(s -> !s.objects().equals(sample().objects()))
            .count();
    assertThat(near).isBetween(65L, 135L);
    Augmentation never = Augmentation.ANGIOGRAPHY.withCloseUp(new CloseUp(0, 0, 1, 0.1));
    assertThat(never.apply(sample(), CounterRandom.of(seed)).orElseThrow().objects())
        .isEqualTo(
            Augmentation.ANGIOGRAPHY
                .apply(sample(), CounterRandom.of(seed))
                .orElseThrow()
                .objects());
  }

  @Test
  void greysStayInRangeAndMasksStay() {
    GreyChange strong = new GreyChange(3, 0.9, 100, 60, 0.5);
    Augmentation change = new Augmentation(0, 1, 1, 0, 0, strong, CloseUp.NEVER);
    boolean turned = false;
    for (int seed = 0; seed < 20; seed++) {
      Sample moved = change.apply(sample(), CounterRandom.of(seed)).orElseThrow();
      assertThat(moved.objects()).isEqualTo(sample().objects());
      assertThat(moved.image().pixels()).isNotEqualTo(sample().image().pixels());
      turned |= moved.image().value(18, 24, 0) > moved.image().value(50, 8, 0) + 50;
    }
    assertThat(turned).isTrue();
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new Augmentation(-1, 1, 1, 0, 0, GreyChange.NONE, CloseUp.NEVER))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(
            () -> new Augmentation(0, 1, Double.NaN, 0, 0, GreyChange.NONE, CloseUp.NEVER))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new Augmentation(0, 2, 1, 0, 0, GreyChange.NONE, CloseUp.NEVER))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new CloseUp(1.1, 0, 0, 1)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new CloseUp(1, 0.5, 0.4, 1)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new CloseUp(1, 0, 0, 0)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new CloseUp(Double.NaN, 0, 0, 1))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new GreyChange(0.5, 0, 0, 0, 0))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new GreyChange(1, 1, 0, 0, 0))
        .isInstanceOf(InvalidInputException.class);
  }
}
