// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.sampling;

import io.github.medsam2.image.Mask;
import io.github.medsam2.metrics.InnerDistance;
import io.github.medsam2.prompt.PointPrompt;
import java.util.List;
import java.util.Optional;

/**
 * Clicks in the middle of the worst error, as models are evaluated: the pixel farthest from the
 * edge of what was missed, or of what was taken for the object, whichever is farther; the image's
 * border is an edge. Of equals the first row by row. Pixels clicked before are passed over; where
 * nothing is wrong there is no click.
 */
public record CentreClicks() implements ClickRule {

  private record Centre(int pixel, int squared) {}

  @Override
  public Optional<PointPrompt> next(
      Mask truth, Mask predicted, List<PointPrompt> earlier, Noise noise) {
    int width = truth.width();
    Centre missed = centre(truth.minus(predicted), earlier);
    Centre wrong = centre(predicted.minus(truth), earlier);
    boolean positive = missed.squared > wrong.squared;
    Centre worst = positive ? missed : wrong;
    return worst.squared == 0
        ? Optional.empty()
        : Optional.of(new PointPrompt(worst.pixel % width, worst.pixel / width, positive));
  }

  private static Centre centre(Mask region, List<PointPrompt> earlier) {
    if (region.isEmpty()) {
      return new Centre(-1, 0);
    }
    int[] squared = InnerDistance.squared(region);
    for (PointPrompt click : earlier) {
      int x = (int) Math.floor(click.x());
      int y = (int) Math.floor(click.y());
      if (region.contains(x, y)) {
        squared[y * region.width() + x] = 0;
      }
    }
    int best = 0;
    for (int i = 1; i < squared.length; i++) {
      best = squared[i] > squared[best] ? i : best;
    }
    return new Centre(best, squared[best]);
  }
}
