// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.PointPrompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ClickRulesTest {

  private static Mask random(int width, int height, double share, CounterRandom random) {
    byte[] pixels = new byte[width * height];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (random.uniform(i) < share ? 1 : 0);
    }
    return Mask.of(width, height, pixels);
  }

  private static int[] at(PointPrompt click) {
    return new int[] {(int) click.x(), (int) click.y()};
  }

  @Property(tries = 200)
  void uniformClicksFallOnErrors(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 9) int width,
      @ForAll @IntRange(min = 1, max = 9) int height,
      @ForAll @DoubleRange(min = 0, max = 1) double share) {
    CounterRandom r = CounterRandom.of(seed);
    Mask truth = random(width, height, share, r.split(1));
    Mask predicted = random(width, height, share, r.split(2));
    Optional<PointPrompt> click = new UniformClicks().next(truth, predicted, List.of(), r.split(3));
    if (click.isEmpty()) {
      assertThat(truth).isEqualTo(predicted);
      assertThat(truth.area()).isEqualTo(width * height);
      return;
    }
    int[] p = at(click.get());
    assertThat(truth.contains(p[0], p[1])).isEqualTo(click.get().positive());
    if (!truth.equals(predicted)) {
      assertThat(predicted.contains(p[0], p[1])).isNotEqualTo(click.get().positive());
    }
  }

  /** One pixel of the union, not first one of the regions. */
  @Test
  void everyErrorIsAsLikely() {
    Mask truth = Mask.of(4, 1, new byte[] {1, 1, 1, 0});
    Mask predicted = Mask.of(4, 1, new byte[] {0, 0, 0, 1});
    int[] count = new int[4];
    for (int seed = 0; seed < 8000; seed++) {
      PointPrompt click =
          new UniformClicks()
              .next(truth, predicted, List.of(), CounterRandom.of(seed))
              .orElseThrow();
      count[(int) click.x()]++;
    }
    assertThat(java.util.Arrays.stream(count)).allMatch(n -> Math.abs(n - 2000) < 200);
  }

  /** Against every pixel measured to every other. */
  @Property(tries = 200)
  void centreClicksAreDeepest(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 9) int width,
      @ForAll @IntRange(min = 1, max = 9) int height) {
    CounterRandom r = CounterRandom.of(seed);
    Mask truth = random(width, height, 0.6, r.split(1));
    Mask predicted = random(width, height, 0.2, r.split(2));
    List<PointPrompt> earlier = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Optional<PointPrompt> expected = deepest(truth, predicted, earlier);
      Optional<PointPrompt> click = new CentreClicks().next(truth, predicted, earlier, n -> 0);
      assertThat(click).isEqualTo(expected);
      click.ifPresent(earlier::add);
    }
  }

  private static Optional<PointPrompt> deepest(
      Mask truth, Mask predicted, List<PointPrompt> earlier) {
    int[] missed = deepest(truth.minus(predicted), earlier);
    int[] wrong = deepest(predicted.minus(truth), earlier);
    int[] worst = missed[2] > wrong[2] ? missed : wrong;
    return worst[2] == 0
        ? Optional.empty()
        : Optional.of(new PointPrompt(worst[0], worst[1], worst == missed));
  }

  private static int[] deepest(Mask region, List<PointPrompt> earlier) {
    int[] best = new int[3];
    for (int y = 0; y < region.height(); y++) {
      for (int x = 0; x < region.width(); x++) {
        int depth = depth(region, x, y);
        boolean clicked = false;
        for (PointPrompt p : earlier) {
          clicked |= p.x() == x && p.y() == y;
        }
        if (!clicked && depth > best[2]) {
          best = new int[] {x, y, depth};
        }
      }
    }
    return best;
  }

  private static int depth(Mask region, int x, int y) {
    int least = Integer.MAX_VALUE;
    for (int v = -1; v <= region.height(); v++) {
      for (int u = -1; u <= region.width(); u++) {
        if (!region.contains(u, v)) {
          least = Math.min(least, (u - x) * (u - x) + (v - y) * (v - y));
        }
      }
    }
    return least;
  }

  @Property(tries = 200)
  void jitteredClicksStayInTheirRegion(@ForAll long seed) {
    CounterRandom r = CounterRandom.of(seed);
    Mask truth = random(12, 9, 0.7, r.split(1));
    Mask predicted = random(12, 9, 0.3, r.split(2));
    ClickRule rule = new JitteredClicks(new CentreClicks(), 1, 2);
    rule.next(truth, predicted, List.of(), r)
        .ifPresent(
            click -> {
              int[] p = at(click);
              assertThat(truth.contains(p[0], p[1])).isEqualTo(click.positive());
              assertThat(predicted.contains(p[0], p[1])).isNotEqualTo(click.positive());
            });
  }

  @Test
  void jitterHasItsShareAndDeviation() {
    byte[] all = new byte[101 * 101];
    java.util.Arrays.fill(all, (byte) 1);
    Mask truth = Mask.of(101, 101, all);
    ClickRule rule = new JitteredClicks(new CentreClicks(), 0.5, 4);
    int moved = 0;
    double squares = 0;
    int n = 4000;
    for (int seed = 0; seed < n; seed++) {
      PointPrompt p = rule.first(truth, CounterRandom.of(seed)).orElseThrow();
      moved += p.x() == 50 && p.y() == 50 ? 0 : 1;
      squares += Math.pow(p.x() - 50, 2);
    }
    assertThat(moved / (double) n).isCloseTo(0.5, within(0.03));
    assertThat(squares / n).isCloseTo(8 + 1 / 24.0, within(0.8));
  }

  @Property(tries = 500)
  void boxesLieOnTheGrid(
      @ForAll long seed,
      @ForAll @IntRange(min = 9, max = 40) int width,
      @ForAll @IntRange(min = 9, max = 40) int height,
      @ForAll @DoubleRange(min = 0.01, max = 0.5) double share,
      @ForAll BoxNoise noise) {
    CounterRandom r = CounterRandom.of(seed);
    Mask truth = random(width, height, share, r);
    if (truth.isEmpty()) {
      return;
    }
    BoxPrompt box = noise.around(truth, r.split("box"), 8);
    assertThat(box.x0()).isBetween(-1e-9, width - 1.0);
    assertThat(box.y0()).isBetween(-1e-9, height - 1.0);
    assertThat(box.x1()).isBetween(0.0, width - 1 + 1e-9);
    assertThat(box.y1()).isBetween(0.0, height - 1 + 1e-9);
    assertThat(Math.min(box.x1() - box.x0(), box.y1() - box.y0())).isGreaterThan(8 - 1e-6);
    BoxPrompt exact = BoxNoise.NONE.around(truth, r);
    assertThat(exact).isEqualTo(BoxPrompt.around(truth));
  }
}
