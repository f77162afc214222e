// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train.step;

import static java.util.Objects.requireNonNull;

import io.github.medsam2.engine.TrainingStep.Loss;
import io.github.medsam2.net.Encode;
import io.github.medsam2.net.Sam2;
import io.github.medsam2.net.Slots;
import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.ops.LossOps;
import io.github.medsam2.ops.Values;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.train.loss.LossParts;
import io.github.medsam2.train.loss.OthersLoss;
import io.github.medsam2.train.loss.SamLoss;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One pass of a {@link ClipStep} over its frames. What is large, the trunk's blocks, the decoder
 * with its losses, memory attention and the memory encoder, are scopes: an engine may compute them
 * again instead of keeping them.
 *
 * @param <T> the engine's value
 */
final class ClipRun<T> {
  /** What is kept of an answer before the losses of its readings. */
  private static final int ALWAYS = 8;

  private final LossOps<T> ops;
  private final ClipStep step;
  private final ModelConfig config;
  private final Answering<T> answering;
  private final ClipMemory<T> memory;
  private @Nullable LossParts<T> sum;
  private @Nullable T absent;
  private final Map<String, T> beside = new LinkedHashMap<>();
  private int answers;

  ClipRun(LossOps<T> ops, ClipStep step) {
    this.ops = ops;
    this.step = step;
    this.config = step.config();
    this.answering = new Answering<>(ops, config);
    this.memory = new ClipMemory<>(ops, config, step.frames().size());
  }

  Loss<T> loss() {
    int last = step.order().get(step.order().size() - 1);
    for (int number : step.order()) {
      FrameObjects frame = step.frames().get(number);
      Map<String, T> features = encoded(frame.image());
      frame.beside().forEach(task -> learn(task, features));
      Answer<T> answer = answered(number, frame, features);
      if (number != last) {
        memory.put(number, frame.conditioning(), tokens(features), answer);
      }
    }
    LossParts<T> mean = requireNonNull(sum).over(ops, step.divisor());
    Map<String, T> report = new LinkedHashMap<>(mean.byName());
    report.put(ClipStep.GATED, ops.affine(requireNonNull(absent), 1.0 / answers, 0));
    T total = mean.total();
    for (Map.Entry<String, T> task : beside.entrySet()) {
      report.put(task.getKey(), task.getValue());
      total = ops.add(total, task.getValue());
    }
    return new Loss<>(total, report);
  }

  private void learn(SideTask task, Map<String, T> features) {
    T loss = ops.scope(() -> task.loss(ops, features));
    beside.merge(task.name(), loss, ops::add);
  }

  /** Where the trunk is frozen but what is behind it learns, what the trunk says lasts. */
  private Map<String, T> encoded(HostTensor image) {
    Encode encode = new Sam2(config).encode();
    List<String> names = encode.outputs();
    List<T> values =
        ops.lasting(
            image,
            encode.name(),
            () -> {
              Map<String, T> out = encode.features(ops, maps(encode, image));
              return names.stream().map(name -> requireNonNull(out.get(name))).toList();
            });
    Map<String, T> features = new LinkedHashMap<>();
    values.forEach(value -> features.put(names.get(features.size()), value));
    return features;
  }

  private List<T> maps(Encode encode, HostTensor image) {
    int side = config.imageSize();
    return ops.lasting(
        image, "trunk", () -> encode.maps(ops, ops.reshape(ops.constant(image), 1, 3, side, side)));
  }

  private T tokens(Map<String, T> features) {
    return new Values<>(features).get(Slots.TOKENS);
  }

  /** The last answer on a frame. */
  private Answer<T> answered(int number, FrameObjects frame, Map<String, T> features) {
    T truth = ops.constant(frame.truth());
    if (frame.given()) {
      return judged(frame, truth, () -> answering.given(features, frame.masks()));
    }
    int objects = frame.truths().size();
    T conditioned = frame.tracked() ? memory.condition(number, tokens(features), objects) : null;
    Map<Integer, Prompts> shown = new TreeMap<>();
    for (int i = 0; i < frame.first().size(); i++) {
      shown.put(i, frame.first().get(i));
    }
    Answer<T> answer = decoded(frame, features, conditioned, shown, null, truth);
    for (int i = 0; i < frame.corrections(); i++) {
      T large = ops.resizeBilinear(answer.best(), config.imageSize(), config.imageSize());
      Map<Integer, Prompts> more =
          step.clicking().more(number, i, shown, frame.truths(), ops.read(large));
      if (more.equals(shown)) {
        return answer;
      }
      shown = more;
      answer = decoded(frame, features, conditioned, shown, answer.best(), truth);
    }
    return answer;
  }

  private Answer<T> decoded(
      FrameObjects frame,
      Map<String, T> features,
      @Nullable T conditioned,
      Map<Integer, Prompts> shown,
      @Nullable T previous,
      T truth) {
    return judged(
        frame, truth, () -> answering.decoded(frame, features, conditioned, shown, previous));
  }

  /** Adds the losses of an answer; of several masks, those that are not shown end here. */
  private Answer<T> judged(FrameObjects frame, T truth, Supplier<Answer.Readings<T>> answered) {
    List<T> kept =
        ops.scopeAll(
            () -> {
              Answer.Readings<T> readings = answered.get();
              LossParts<T> parts = loss(readings, truth);
              Answer<T> a = readings.answer();
              List<T> all = new ArrayList<>(List.of(a.score(), a.best(), a.pointer()));
              all.addAll(
                  List.of(
                      parts.focal(), parts.dice(), parts.iou(), parts.presence(), parts.total()));
              read(frame, readings).ifPresent(all::addAll);
              return all;
            });
    T score = kept.get(0);
    T best = kept.get(1);
    add(
        new LossParts<>(kept.get(3), kept.get(4), kept.get(5), kept.get(6), kept.get(7)),
        ops.mean(ops.affine(ops.greater(score, 0), -1, 1), 0, 1));
    for (int i = ALWAYS; i < kept.size(); i++) {
      String name = frame.reading().orElseThrow().rule().names().get(i - ALWAYS);
      beside.merge(name, ops.affine(kept.get(i), 1.0 / step.divisor(), 0), ops::add);
    }
    return new Answer<>(score, best, kept.get(2));
  }

  /** The losses of what is read of the masks, where anything is. */
  private Optional<List<T>> read(FrameObjects frame, Answer.Readings<T> answer) {
    return answer.heads().isEmpty()
        ? Optional.empty()
        : frame.reading().map(task -> task.rule().of(ops, answer.heads(), task.truths()));
  }

  /** A cell is inside where about half of it is: few thin objects are lost. */
  private T onCells(T truth, int side) {
    return side == config.imageSize()
        ? truth
        : ops.greater(ops.resizeBilinear(truth, side, side), 0.49);
  }

  private LossParts<T> loss(Answer.Readings<T> r, T truth) {
    int side = config.imageSize() / step.weights().cell();
    T compared = ops.resizeBilinear(r.masks(), side, side);
    T wanted = onCells(truth, side);
    LossParts<T> parts =
        new SamLoss<>(ops, compared, r.iou(), r.answer().score(), wanted, step.weights()).parts();
    Answer.All<T> all = r.all();
    return all == null || step.weights().others() == 0
        ? parts
        : parts.and(
            ops, new OthersLoss<>(ops, all.masks(), all.iou(), truth, step.weights()).value());
  }

  private void add(LossParts<T> parts, T gated) {
    sum = sum == null ? parts : sum.plus(ops, parts);
    absent = absent == null ? gated : ops.add(absent, gated);
    answers++;
  }
}
