// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train.step;

import static java.util.Objects.requireNonNull;

import io.github.medsam2.engine.TrainingStep;
import io.github.medsam2.net.Sam2;
import io.github.medsam2.net.Slots;
import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.net.tracker.ExtensionPart;
import io.github.medsam2.ops.LossOps;
import io.github.medsam2.ops.Values;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.runtime.PointTokens;
import io.github.medsam2.train.loss.LossParts;
import io.github.medsam2.train.loss.LossWeights;
import io.github.medsam2.train.loss.SamLoss;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One image: encoded once, its objects decoded together, their answers corrected by clicks. Losses
 * are summed over the answers. As the original trains: the answer so far is given back with its
 * gradient; an object the network takes for absent has logits of -1024, which teach no mask.
 *
 * @param name for messages
 * @param config sizes
 * @param objects what is shown and what is right
 * @param clicking how answers are corrected
 * @param weights of the losses
 * @param beside what else is learnt from the image
 * @param divisor objects of all steps of the update
 */
public record ImageStep(
    String name,
    ModelConfig config,
    ImageObjects objects,
    Clicking clicking,
    LossWeights weights,
    List<SideTask> beside,
    int divisor)
    implements TrainingStep {
  private static final double ABSENT = -1024;

  /** The share of answers that take an object for absent, by which it learns no mask. */
  public static final String GATED = "gated";

  /**
   * An answer of the decoder.
   *
   * @param masks (O, M, 4g, 4g) logits
   * @param iou (O, M)
   * @param score (O, 1)
   * @param best (O, 1, 4g, 4g) the logits that are shown
   */
  private record Answer<T>(T masks, T iou, T score, T best) {}

  @Override
  public <T> Loss<T> build(LossOps<T> ops) {
    int side = config.imageSize();
    T image = ops.reshape(ops.constant(objects.image()), 1, 3, side, side);
    Map<String, T> features =
        new Sam2(config).encode().build(ops, Map.of(Slots.IMAGE.name(), image));
    T truth = ops.constant(objects.truth());
    List<Prompts> prompts = objects.first();
    LossParts<T> sum = null;
    T gated = null;
    T previous = null;
    for (int step = 0; step <= clicking.count(); step++) {
      Answer<T> answer = answer(ops, features, prompts, previous);
      LossParts<T> parts = loss(ops, answer, truth);
      T absent = ops.mean(ops.affine(ops.greater(answer.score(), 0), -1, 1), 0, 1);
      sum = sum == null ? parts : sum.plus(ops, parts);
      gated = gated == null ? absent : ops.add(gated, absent);
      previous = answer.best();
      if (step < clicking.count()) {
        T shown = ops.resizeBilinear(previous, side, side);
        prompts = clicking.more(step, prompts, objects.truths(), ops.read(shown));
      }
    }
    LossParts<T> mean = requireNonNull(sum).over(ops, divisor);
    Map<String, T> report = new LinkedHashMap<>(mean.byName());
    report.put(GATED, ops.affine(requireNonNull(gated), 1.0 / (clicking.count() + 1), 0));
    T total = mean.total();
    for (SideTask task : beside) {
      T loss = task.loss(ops, features);
      report.put(task.name(), loss);
      total = ops.add(total, loss);
    }
    return new Loss<>(total, report);
  }

  private <T> Answer<T> answer(
      LossOps<T> ops, Map<String, T> features, List<Prompts> prompts, @Nullable T previous) {
    int side = config.imageSize();
    PointTokens tokens = PointTokens.of(prompts, side, side, side);
    Values<T> in = new Values<>(new LinkedHashMap<>(features));
    in.put(Slots.POSITIONS, ops.constant(tokens.positions()));
    in.put(Slots.KINDS, ops.constant(tokens.kinds()));
    if (previous != null) {
      in.put(Slots.MASK, previous);
    }
    Sam2 network = new Sam2(config);
    Values<T> out =
        new Values<>(
            network
                .decode(true, previous != null, false, ExtensionPart.NONE)
                .build(ops, in.byName()));
    boolean several = prompts.stream().allMatch(p -> PointTokens.count(p) == 1);
    int from = several ? 1 : 0;
    int to = several ? 4 : 1;
    T score = out.get(Slots.OBJECT_SCORE);
    T there = ops.reshape(ops.greater(score, 0), 0, 1, 1, 1);
    T masks = ops.slice(out.get(Slots.MASKS), 1, from, to);
    T gated = ops.add(ops.mul(masks, there), ops.affine(there, -ABSENT, ABSENT));
    T iou = ops.slice(out.get(Slots.IOU), 1, from, to);
    return new Answer<>(gated, iou, score, several ? best(ops, gated, iou) : gated);
  }

  /** Of several masks the one of the best predicted score. */
  private static <T> T best(LossOps<T> ops, T masks, T iou) {
    T choice = ops.reshape(ops.firstMax(iou, 1), 0, 0, 1, 1);
    return ops.sum(ops.mul(masks, choice), 1);
  }

  private <T> LossParts<T> loss(LossOps<T> ops, Answer<T> answer, T truth) {
    int side = config.imageSize();
    T full = ops.resizeBilinear(answer.masks(), side, side);
    return new SamLoss<>(ops, full, answer.iou(), answer.score(), truth, weights).parts();
  }
}
