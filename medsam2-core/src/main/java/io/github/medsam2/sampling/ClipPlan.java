// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.sampling;

import io.github.medsam2.error.InvalidInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Which frames of a clip are prompted how, which are corrected, and in which order all are run: the
 * prompted ones first, so that a frame may see the memory of a later one.
 *
 * @param prompts what the objects of each prompted frame are shown by; frame 0 is among them
 * @param corrections clicks on each corrected frame
 * @param order all frames, each once
 */
public record ClipPlan(
    Map<Integer, FirstPrompt> prompts, Map<Integer, Integer> corrections, List<Integer> order) {

  /**
   * Draws a plan.
   *
   * @param frames of the clip, at least 1; a single one is an image and gets a box or a click
   */
  public static ClipPlan draw(PromptRecipe recipe, int frames, CounterRandom random) {
    if (frames < 1) {
      throw new InvalidInputException("frames of a clip", "at least 1", frames + "", "add frames");
    }
    boolean points = frames == 1 || random.split("points").uniform(0) >= recipe.mask();
    int prompted = 1 + random.split("prompted").below(Math.min(recipe.framesPrompted(), frames), 0);
    List<Integer> order = order(prompted, frames, random.split("initial"));
    List<Integer> initial = order.subList(0, prompted);
    Map<Integer, FirstPrompt> prompts = new LinkedHashMap<>();
    for (int frame : initial) {
      boolean box = random.split("box").uniform(frame) < recipe.box();
      FirstPrompt point = box ? FirstPrompt.BOX : FirstPrompt.CLICK;
      prompts.put(frame, points ? point : FirstPrompt.MASK);
    }
    Map<Integer, Integer> corrections = new LinkedHashMap<>();
    if (points) {
      for (int frame : corrected(recipe, order, prompted, random)) {
        corrections.put(frame, recipe.corrections().draw(random.split("clicks").split(frame)));
      }
    }
    return new ClipPlan(prompts, corrections, List.copyOf(order));
  }

  /**
   * This plan where later frames are prompted at first only if they show what is asked for; the
   * others are run in time, and corrected as planned.
   *
   * @param shown whether a frame does; frame 0 is prompted in any case
   */
  public ClipPlan promptedOnlyWhere(IntPredicate shown) {
    Map<Integer, FirstPrompt> fewer = new LinkedHashMap<>(prompts);
    fewer.keySet().removeIf(frame -> frame != 0 && !shown.test(frame));
    List<Integer> ordered = new ArrayList<>(fewer.keySet());
    order.stream().filter(frame -> !fewer.containsKey(frame)).sorted().forEach(ordered::add);
    return new ClipPlan(fewer, corrections, List.copyOf(ordered));
  }

  /** Frame 0 and others that are prompted, then the rest in time. */
  private static List<Integer> order(int prompted, int frames, CounterRandom random) {
    List<Integer> order = new ArrayList<>(List.of(0));
    for (int other : random.choose(prompted - 1, frames - 1)) {
      order.add(other + 1);
    }
    for (int frame = 0; frame < frames; frame++) {
      if (!order.contains(frame)) {
        order.add(frame);
      }
    }
    return order;
  }

  /** The prompted frames, and perhaps others. */
  private static List<Integer> corrected(
      PromptRecipe recipe, List<Integer> order, int prompted, CounterRandom random) {
    int most = Math.min(recipe.framesCorrected(), order.size());
    int count = prompted + random.split("corrected").below(Math.max(1, most - prompted + 1), 0);
    List<Integer> corrected = new ArrayList<>(order.subList(0, prompted));
    List<Integer> rest = order.subList(prompted, order.size());
    for (int other : random.split("others").choose(count - prompted, rest.size())) {
      corrected.add(rest.get(other));
    }
    return corrected;
  }
}
