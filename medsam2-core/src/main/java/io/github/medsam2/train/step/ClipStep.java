// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train.step;

import io.github.medsam2.engine.TrainingStep;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.ops.LossOps;
import io.github.medsam2.train.loss.LossWeights;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A clip; an image is a clip of one frame. Every frame is encoded once and its objects are decoded
 * together, a prompted frame by what they are shown by, another by what is remembered of them;
 * answers are corrected by clicks. Losses are summed over answers and frames.
 *
 * <p>As the original trains, and not quite as the network is used: gradients flow through earlier
 * answers, memories and pointers; memories keep how sure an answer is and are not rounded; pointers
 * are seen from the future too.
 *
 * @param name for messages
 * @param config sizes
 * @param frames in time, each with the same objects
 * @param order in which they are run, each once, the first a prompted one
 * @param clicking how answers are corrected
 * @param weights of the losses
 * @param divisor objects of all steps of the update
 */
public record ClipStep(
    String name,
    ModelConfig config,
    List<FrameObjects> frames,
    List<Integer> order,
    Clicking clicking,
    LossWeights weights,
    int divisor)
    implements TrainingStep {

  /** The share of answers that take an object for absent, by which it learns no mask. */
  public static final String GATED = "gated";

  /** Checks frames and order. */
  public ClipStep {
    frames = List.copyOf(frames);
    order = List.copyOf(order);
    int count = frames.size();
    boolean each =
        order.stream().sorted().toList().equals(IntStream.range(0, count).boxed().toList());
    if (count == 0 || !each || frames.get(order.get(0)).tracked()) {
      throw new InvalidInputException(
          "step " + name,
          "every frame once, at least one, the first a prompted one",
          "the order " + order + " of " + count + " frames",
          "run a prompted frame first");
    }
    int objects = frames.get(0).truths().size();
    if (frames.stream().anyMatch(f -> f.truths().size() != objects)) {
      throw new InvalidInputException(
          "step " + name,
          "the same objects on every frame",
          "frames of another number of objects",
          "give an empty mask where an object is not seen");
    }
  }

  @Override
  public <T> Loss<T> build(LossOps<T> ops) {
    return new ClipRun<>(ops, this).loss();
  }
}
