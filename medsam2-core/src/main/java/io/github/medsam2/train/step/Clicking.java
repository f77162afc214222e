// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train.step;

import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.PointPrompt;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.sampling.ClickRule;
import io.github.medsam2.sampling.CounterRandom;
import io.github.medsam2.tensor.HostTensor;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How answers are corrected.
 *
 * @param rule where clicks fall
 * @param fromTruth share of them drawn as if nothing were predicted
 * @param random decides all of them
 */
public record Clicking(ClickRule rule, double fromTruth, CounterRandom random) {

  /**
   * The prompts with one more click each, where there is anything to click on.
   *
   * @param frame of the clip
   * @param step of the frame
   * @param shown so far, by object; nothing yet of an object that is tracked
   * @param logits (O, 1, S, S) of the answers so far
   */
  Map<Integer, Prompts> more(
      int frame, int step, Map<Integer, Prompts> shown, List<Mask> truths, HostTensor logits) {
    CounterRandom drawn = random.split(frame);
    Map<Integer, Prompts> more = new TreeMap<>(shown);
    FloatBuffer all = logits.floats();
    boolean blind = drawn.split("blind").uniform(step) < fromTruth;
    for (int i = 0; i < truths.size(); i++) {
      Mask truth = truths.get(i);
      int pixels = truth.width() * truth.height();
      Mask found =
          blind
              ? Mask.empty(truth.width(), truth.height())
              : Mask.fromThreshold(truth.width(), truth.height(), all.slice(i * pixels, pixels), 0);
      Prompts before = shown.get(i);
      List<PointPrompt> earlier = before == null ? List.of() : before.points();
      CounterRandom noise = drawn.split("click").split(step).split(i);
      Optional<PointPrompt> click = rule.next(truth, found, earlier, noise);
      if (click.isPresent()) {
        more.merge(i, Prompts.of(click.get()), Prompts::and);
      }
    }
    return more;
  }
}
