// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train.step;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is shown and remembered of O objects on a frame.
 *
 * @param score (O, 1) logit of being there
 * @param best (O, 1, h, h) logits; h is 4g, or S where masks are given
 * @param pointer (O, C) that belongs to {@code best}
 */
record Answer<T>(T score, T best, T pointer) {

  /**
   * An answer with all that is judged.
   *
   * @param masks (O, M, h, h) logits, M readings of each object
   * @param iou (O, M) their predicted intersection over union
   * @param answer which of them is shown
   * @param all what the decoder says of all its masks; none where masks are given
   * @param heads what further heads say of the mask that is shown, by name; (O, 1) or (O, 1, K)
   */
  record Readings<T>(
      T masks, T iou, Answer<T> answer, @Nullable All<T> all, Map<String, T> heads) {}

  /**
   * All four masks of the decoder.
   *
   * @param masks (O, 4, 4g, 4g) logits
   * @param iou (O, 4) their predicted intersection over union
   */
  record All<T>(T masks, T iou) {}
}
