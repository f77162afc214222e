// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.sampling;

import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.PointPrompt;
import java.util.List;
import java.util.Optional;

/**
 * Clicks on any wrong pixel, each as likely, as the original trains with: positive where the object
 * was missed, negative where there is none. Where nothing is wrong, a negative one on the
 * background.
 *
 * <p>Every pixel i that may be clicked draws a score, {@code noise(2 i)} for a negative and {@code
 * noise(2 i + 1)} for a positive click; the highest wins.
 */
public record UniformClicks() implements ClickRule {

  @Override
  public Optional<PointPrompt> next(
      Mask truth, Mask predicted, List<PointPrompt> earlier, Noise noise) {
    Mask missed = truth.minus(predicted);
    Mask wrong = predicted.minus(truth);
    boolean right = missed.isEmpty() && wrong.isEmpty();
    Best best = new Best(noise, truth.width());
    best.look(missed, true);
    best.look(right ? outside(truth) : wrong, false);
    return best.click();
  }

  private static Mask outside(Mask truth) {
    byte[] all = new byte[truth.width() * truth.height()];
    java.util.Arrays.fill(all, (byte) 1);
    return Mask.of(truth.width(), truth.height(), all).minus(truth);
  }

  private static final class Best {
    private final Noise noise;
    private final int width;
    private double score = -1;
    private int pixel = -1;
    private boolean positive;

    Best(Noise noise, int width) {
      this.noise = noise;
      this.width = width;
    }

    void look(Mask region, boolean inObject) {
      region.forEachRun(
          (y, from, to) -> {
            for (int x = from; x < to; x++) {
              look(y * width + x, inObject);
            }
          });
    }

    private void look(int at, boolean inObject) {
      double drawn = noise.uniform(2L * at + (inObject ? 1 : 0));
      if (drawn > score) {
        score = drawn;
        pixel = at;
        positive = inObject;
      }
    }

    Optional<PointPrompt> click() {
      return pixel < 0
          ? Optional.empty()
          : Optional.of(new PointPrompt(pixel % width, pixel / width, positive));
    }
  }
}
