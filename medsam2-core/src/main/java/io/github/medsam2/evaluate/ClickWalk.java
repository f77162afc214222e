// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.PointPrompt;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.sampling.CentreClicks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One object, a box or not, and click after click: as far as somebody asks, and only once. What
 * fails once fails whenever it is asked for again. Not thread-safe.
 */
final class ClickWalk {
  private static final CentreClicks ROBOT = new CentreClicks();

  private final Segmenter.Prepared image;
  private final Mask truth;
  private final @Nullable BoxPrompt box;
  private final List<PointPrompt> clicks = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private @Nullable RuntimeException failed;
  private boolean ended;

  /**
   * An answer.
   *
   * @param seconds of this and all answers before
   */
  record Step(Answer answer, double iou, double seconds) {}

  ClickWalk(Segmenter.Prepared image, Mask truth, @Nullable BoxPrompt box) {
    this.image = image;
    this.truth = truth;
    this.box = box;
  }

  /** The answer after so many clicks, or the last one where nothing is left to click on. */
  Step after(int count) {
    int index = box == null ? count - 1 : count;
    while (steps.size() <= index && !ended) {
      step();
    }
    return steps.get(Math.min(index, steps.size() - 1));
  }

  /** Walks until the IoU is reached; a box counts as two clicks. */
  CaseScore.Effort effort(Protocol.ClicksTo goal) {
    int first = box == null ? 1 : 0;
    int cost = box == null ? 0 : 2;
    for (int n = first; n + cost <= goal.budget(); n++) {
      if (after(n).iou() >= goal.iou()) {
        return new CaseScore.Effort(n + cost, true);
      }
      if (ended) {
        break;
      }
    }
    return new CaseScore.Effort(goal.budget(), false);
  }

  /** The answer an effort ended with. */
  Step end(CaseScore.Effort effort) {
    return after(effort.clicks() - (box == null ? 0 : 2));
  }

  private void step() {
    if (failed != null) {
      throw failed;
    }
    try {
      next();
    } catch (RuntimeException e) {
      failed = e;
      throw e;
    }
  }

  private void next() {
    Step last = steps.isEmpty() ? null : steps.get(steps.size() - 1);
    if (last != null || box == null) {
      Mask found = last == null ? Mask.empty(truth.width(), truth.height()) : last.answer.mask();
      Optional<PointPrompt> click = ROBOT.next(truth, found, clicks, i -> 0);
      if (click.isEmpty()) {
        ended = true;
        return;
      }
      clicks.add(click.get());
    }
    long begun = System.nanoTime();
    Answer answer = image.answer(prompts(), last == null ? null : last.answer);
    double seconds = (System.nanoTime() - begun) / 1e9;
    requireGrid(answer.mask(), truth);
    double iou = MaskScores.overlap(answer.mask(), truth).iou();
    steps.add(new Step(answer, iou, seconds + (last == null ? 0 : last.seconds)));
  }

  private Prompts prompts() {
    Prompts all = box == null ? Prompts.of(clicks.get(0)) : Prompts.of(box);
    for (PointPrompt click : clicks.subList(box == null ? 1 : 0, clicks.size())) {
      all = all.and(click);
    }
    return all;
  }

  static void requireGrid(Mask found, Mask truth) {
    if (found.width() != truth.width() || found.height() != truth.height()) {
      throw new InvalidInputException(
          "mask to judge",
          "the image's " + truth.width() + "x" + truth.height(),
          found.width() + "x" + found.height(),
          "resize it");
    }
  }
}
