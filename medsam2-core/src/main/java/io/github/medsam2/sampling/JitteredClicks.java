// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.sampling;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.PointPrompt;
import java.util.List;
import java.util.Optional;

/**
 * Clicks as of a hand: those of another rule, some of them moved at random. A click that would
 * leave its region, the part of the object that was missed for example, stays where it was. The
 * other rule uses the noise as it is; what is drawn here has numbers far beyond any pixel's.
 *
 * @param rule where clicks are meant to fall
 * @param share of the clicks that move, 0 to 1
 * @param deviation of the move along each axis in pixels, at least 0
 */
public record JitteredClicks(ClickRule rule, double share, double deviation) implements ClickRule {
  private static final long BEYOND_PIXELS = 1L << 40;

  /** Checks the ranges. */
  public JitteredClicks {
    boolean good = share >= 0 && share <= 1 && deviation >= 0 && Double.isFinite(deviation);
    if (!good) {
      throw new InvalidInputException(
          "jitter of clicks",
          "a share of 0 to 1 and a deviation of at least 0",
          share + " and " + deviation,
          "correct the number");
    }
  }

  @Override
  public Optional<PointPrompt> next(
      Mask truth, Mask predicted, List<PointPrompt> earlier, Noise noise) {
    return rule.next(truth, predicted, earlier, noise)
        .map(click -> moved(click, truth, predicted, noise));
  }

  private PointPrompt moved(PointPrompt click, Mask truth, Mask predicted, Noise noise) {
    if (noise.uniform(BEYOND_PIXELS) >= share) {
      return click;
    }
    double tail = -2 * StrictMath.log(1 - noise.uniform(BEYOND_PIXELS + 1));
    double radius = deviation * StrictMath.sqrt(tail);
    double angle = 2 * StrictMath.PI * noise.uniform(BEYOND_PIXELS + 2);
    int x = (int) Math.round(click.x() + radius * StrictMath.cos(angle));
    int y = (int) Math.round(click.y() + radius * StrictMath.sin(angle));
    boolean onGrid = x >= 0 && y >= 0 && x < truth.width() && y < truth.height();
    boolean fits = onGrid && alike(truth, click, x, y) && alike(predicted, click, x, y);
    return fits ? new PointPrompt(x, y, click.positive()) : click;
  }

  private static boolean alike(Mask mask, PointPrompt click, int x, int y) {
    return mask.contains(x, y) == mask.contains((int) click.x(), (int) click.y());
  }
}
