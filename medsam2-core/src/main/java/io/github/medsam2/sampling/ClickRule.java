// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.sampling;

import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.PointPrompt;
import java.util.List;
import java.util.Optional;

/** Where the next click falls that corrects a prediction. Implementations are thread-safe. */
@FunctionalInterface
public interface ClickRule {

  /**
   * The next click, on a pixel of the masks' grid.
   *
   * @param truth what the object is
   * @param predicted what was found, on the grid of {@code truth}; empty before there is any
   * @param earlier clicks on this object so far
   * @param noise what is drawn with, if anything
   * @return none where there is nothing to click on
   */
  Optional<PointPrompt> next(Mask truth, Mask predicted, List<PointPrompt> earlier, Noise noise);

  /** A first click, when nothing is predicted yet: on the object. */
  default Optional<PointPrompt> first(Mask truth, Noise noise) {
    return next(truth, Mask.empty(truth.width(), truth.height()), List.of(), noise);
  }
}
