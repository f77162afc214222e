// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

import io.github.medsam2.error.InvalidInputException;
import java.util.List;

/**
 * The mean and standard deviation of each colour, on a scale of 0 to 1, that are taken out of an
 * image before the network sees it.
 *
 * @param mean red, green, blue
 * @param std red, green, blue, each above 0
 */
public record Normalization(List<Float> mean, List<Float> std) {
  /** The statistics of ImageNet, which the published weights of SAM 2 are trained with. */
  public static final Normalization IMAGENET =
      new Normalization(List.of(0.485f, 0.456f, 0.406f), List.of(0.229f, 0.224f, 0.225f));

  /** Half taken out and divided by half, which gives -1 to 1. */
  public static final Normalization SIGNED =
      new Normalization(List.of(0.5f, 0.5f, 0.5f), List.of(0.5f, 0.5f, 0.5f));

  /** Checks the sizes and copies the lists. */
  public Normalization {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
    boolean sizes = mean.size() == 3 && std.size() == 3;
    if (!sizes
        || std.stream().anyMatch(s -> !(s > 0))
        || !mean.stream().allMatch(Float::isFinite)) {
      throw new InvalidInputException(
          "normalization",
          "three finite means and three deviations above 0",
          mean + " and " + std,
          "correct the statistics");
    }
  }
}
