// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session;

import java.util.Locale;

/**
 * A frame where a correction would pay.
 *
 * @param object name
 * @param frame index
 * @param iou predicted IoU there
 * @param objectScore logit of presence there
 * @param disagreement 1 - IoU of the masks of the forward and the backward pass; 0 where only one
 *     was there
 * @param jump how far area or place differ from the frame before, 0 to 1
 */
public record Suggestion(
    String object, int frame, float iou, float objectScore, double disagreement, double jump) {

  /**
   * The order of suggestions: {@code (1 - iou) + disagreement + jump / 2}, plus a half where
   * presence itself is in doubt (logit within 1 of 0). Each term is 0 for a frame beyond question.
   */
  public double need() {
    double doubt = Math.abs(objectScore) < 1 ? 0.5 : 0;
    return 1 - iou + disagreement + jump / 2 + doubt;
  }

  /** {@code lesion on frame 12: need 0.61 (IoU 0.82, object score 4.1, ..)}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s on frame %d: need %.2f (IoU %.2f, object score %.1f, disagreement %.2f, jump %.2f)",
        object,
        frame,
        need(),
        iou,
        objectScore,
        disagreement,
        jump);
  }
}
