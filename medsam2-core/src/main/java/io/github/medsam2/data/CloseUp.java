// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.data;

import io.github.medsam2.image.Bounds;
import io.github.medsam2.sampling.CounterRandom;
import java.util.List;
import java.util.Optional;

/**
 * Samples shown from near, around one of their objects, as {@link io.github.medsam2.image.Region}
 * shows them when a model is asked: what is learnt so holds for regions. Immutable and thread-safe.
 *
 * @param share of the samples, 0 to 1; the others are shown whole
 * @param marginLeast left on each side of the object's box, as a part of its longer side, 0 or more
 * @param marginMost the largest such margin
 * @param leastSide nothing smaller is shown, as a part of the image's shorter side, above 0 to 1
 */
public record CloseUp(double share, double marginLeast, double marginMost, double leastSide) {

  /** Every sample whole. */
  public static final CloseUp NEVER = new CloseUp(0, 0, 0, 1);

  /** Checks the ranges. */
  public CloseUp {
    Augmentation.require("share of close-ups", share >= 0 && share <= 1, "0 to 1", share);
    boolean least = marginLeast >= 0 && marginLeast <= 100;
    Augmentation.require("smallest margin", least, "0 to 100", marginLeast);
    boolean most = marginMost >= marginLeast && marginMost <= 100;
    Augmentation.require("largest margin", most, "least to 100", marginMost);
    boolean side = leastSide > 0 && leastSide <= 1;
    Augmentation.require("smallest side", side, "above 0 to 1", leastSide);
  }

  /** What is shown: a square about a point of the image, in pixels. */
  record View(double x, double y, double side) {}

  /** Drawn for a sample; empty when it is shown whole. */
  Optional<View> draw(Sample sample, CounterRandom random) {
    if (random.uniform(0) >= share) {
      return Optional.empty();
    }
    List<SampleObject> objects = sample.objects();
    SampleObject one = objects.get((int) (random.uniform(1) * objects.size()));
    double margin = marginLeast + random.uniform(2) * (marginMost - marginLeast);
    return one.masks().stream()
        .flatMap(mask -> mask.bounds().stream())
        .findFirst()
        .map(box -> around(box, margin, sample.image().width(), sample.image().height()));
  }

  private View around(Bounds box, double margin, int width, int height) {
    int shorter = Math.min(width, height);
    double wanted = Math.max(box.width(), box.height()) * (1 + 2 * margin);
    double side = Math.min(shorter, Math.max(leastSide * shorter, wanted));
    return new View(
        within(box.x() + (box.width() - 1) / 2.0, side, width),
        within(box.y() + (box.height() - 1) / 2.0, side, height),
        side);
  }

  /** Moved so that nothing beyond the image is shown. */
  private static double within(double centre, double side, int size) {
    return Math.max((side - 1) / 2, Math.min(size - 1 - (side - 1) / 2, centre));
  }
}
