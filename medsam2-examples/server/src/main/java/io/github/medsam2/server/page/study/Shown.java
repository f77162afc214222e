// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.page.study;

import io.github.medsam2.Segmentation;
import io.github.medsam2.image.Mask;
import io.github.medsam2.server.session.Runs;

/**
 * An object on one frame, as it is shown. Immutable.
 *
 * @param runs its mask, row by row
 * @param area pixels inside
 * @param iou the network's own estimate, 0 to 1
 * @param presence the logit of its being there
 */
public record Shown(Runs runs, int area, float iou, float presence) {

  static Shown of(Segmentation found) {
    Mask mask = found.mask();
    return new Shown(Runs.of(mask), mask.area(), found.iou(), found.objectScore());
  }

  /** The mask on a grid of its size. */
  public Mask mask(int width, int height) {
    return Mask.of(width, height, runs.expand(width * height));
  }
}
