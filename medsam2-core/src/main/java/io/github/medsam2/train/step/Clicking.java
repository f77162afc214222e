// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train.step;

import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.sampling.ClickRule;
import io.github.medsam2.sampling.CounterRandom;
import io.github.medsam2.tensor.HostTensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * How answers are corrected.
 *
 * @param count of clicks
 * @param rule where they fall
 * @param fromTruth share of them drawn as if nothing were predicted
 * @param random decides all of them
 */
public record Clicking(int count, ClickRule rule, double fromTruth, CounterRandom random) {

  /** No corrections. */
  public static Clicking none(ClickRule rule) {
    return new Clicking(0, rule, 0, CounterRandom.of(0));
  }

  /**
   * The prompts with one more click each, where there is anything to click on.
   *
   * @param logits (O, 1, S, S) of the answers so far
   */
  List<Prompts> more(int step, List<Prompts> prompts, List<Mask> truths, HostTensor logits) {
    List<Prompts> more = new ArrayList<>();
    FloatBuffer all = logits.floats();
    boolean blind = random.split("blind").uniform(step) < fromTruth;
    for (int i = 0; i < truths.size(); i++) {
      Mask truth = truths.get(i);
      int pixels = truth.width() * truth.height();
      Mask found =
          blind
              ? Mask.empty(truth.width(), truth.height())
              : Mask.fromThreshold(truth.width(), truth.height(), all.slice(i * pixels, pixels), 0);
      CounterRandom noise = random.split("click").split(step).split(i);
      Prompts before = prompts.get(i);
      more.add(rule.next(truth, found, before.points(), noise).map(before::and).orElse(before));
    }
    return more;
  }
}
