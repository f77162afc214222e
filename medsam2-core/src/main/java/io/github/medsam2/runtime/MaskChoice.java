// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime;

import io.github.medsam2.prompt.Description;
import io.github.medsam2.prompt.Prompts;

/**
 * Which of the decoder's four masks is the answer.
 *
 * @param mask index of the mask shown: 0 for the single answer, 1 to 3 for a reading of an
 *     ambiguous prompt
 * @param pointer index of the mask whose pointer is remembered
 */
public record MaskChoice(int mask, int pointer) {
  private static final float DELTA = 0.05f;
  private static final float STABLE = 0.98f;

  /**
   * Whether prompts may mean a whole, a part or a subpart: a single point, without words that name
   * what it lies on.
   */
  public static boolean isAmbiguous(Prompts prompts) {
    return prompts.mask().isEmpty()
        && PointTokens.count(prompts) == 1
        && prompts.description().stream().noneMatch(Description::namesObject);
  }

  /** The reading of the best predicted IoU: for prompts of at most one point. */
  public static MaskChoice ambiguous(Decoded decoded, int prompt) {
    int best = best(decoded.iou(prompt));
    return new MaskChoice(best, best);
  }

  /**
   * Mask 0: for a box, or several points.
   *
   * @param oneMask whether it is the answer in any case. As published, one that is unstable gives
   *     way to the best reading. A mask is stable when raising the threshold from -0.05 to 0.05
   *     keeps 98 % of its pixels. The pointer stays that of mask 0 in either case.
   */
  public static MaskChoice single(Decoded decoded, int prompt, boolean oneMask) {
    if (oneMask || isStable(decoded.logits(prompt, 0))) {
      return new MaskChoice(0, 0);
    }
    return new MaskChoice(best(decoded.iou(prompt)), 0);
  }

  private static int best(float[] iou) {
    int best = 1;
    for (int i = 2; i < iou.length; i++) {
      best = iou[i] > iou[best] ? i : best;
    }
    return best;
  }

  private static boolean isStable(float[] logits) {
    int above = 0;
    int around = 0;
    for (float v : logits) {
      above += v > DELTA ? 1 : 0;
      around += v > -DELTA ? 1 : 0;
    }
    return around == 0 || (float) above / around >= STABLE;
  }
}
