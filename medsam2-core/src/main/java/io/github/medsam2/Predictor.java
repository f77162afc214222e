// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Mask;
import io.github.medsam2.image.resample.AntialiasedBilinear;
import io.github.medsam2.net.tracker.ExtensionCall;
import io.github.medsam2.net.tracker.ExtensionPart;
import io.github.medsam2.prompt.Description;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.receipt.ReceiptStep.Answer;
import io.github.medsam2.runtime.Decoded;
import io.github.medsam2.runtime.MaskChoice;
import io.github.medsam2.runtime.PointTokens;
import io.github.medsam2.runtime.Stations;
import io.github.medsam2.tensor.HostTensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** From prompts on an embedded image to masks. Thread-safe; holds nothing of any image. */
final class Predictor {
  /** Objects decoded in one run: bounds its memory at some 50 MB for 512-pixel models. */
  private static final int BATCH = 16;

  /** Prompt tokens decoded in one run: each is compared with every feature of the image. */
  private static final int BATCH_TOKENS = 512;

  private static final List<Answer> READINGS =
      List.of(Answer.FIRST_READING, Answer.SECOND_READING, Answer.THIRD_READING);

  /** What a given mask is worth as a logit, inside and, negated, outside. */
  private static final float SURE = 10;

  private final Encoder encoder;
  private final Stations stations;

  Predictor(Encoder encoder) {
    this.encoder = encoder;
    this.stations = encoder.stations();
  }

  Segmentation best(
      ImageEmbedding image, @Nullable Prompts prompts, @Nullable Segmentation previous) {
    boolean ambiguous = previous == null && prompts != null && MaskChoice.isAmbiguous(prompts);
    return best(image, decode(image, prompts, previous), 0, ambiguous)
        .from(Origin.of(encoder, image, prompts, Answer.BEST, previous));
  }

  Segmentation single(
      ImageEmbedding image, @Nullable Prompts prompts, @Nullable Segmentation previous) {
    return segmentation(image, decode(image, prompts, previous), 0, 0)
        .from(Origin.of(encoder, image, prompts, Answer.SINGLE, previous));
  }

  List<Segmentation> readings(
      ImageEmbedding image, @Nullable Prompts prompts, @Nullable Segmentation previous) {
    Decoded d = decode(image, prompts, previous);
    List<Segmentation> sorted =
        IntStream.rangeClosed(1, 3)
            .mapToObj(mask -> segmentation(image, d, 0, mask))
            .sorted(Comparator.comparingDouble(Segmentation::iou).reversed())
            .toList();
    return IntStream.range(0, READINGS.size())
        .mapToObj(
            i -> sorted.get(i).from(Origin.of(encoder, image, prompts, READINGS.get(i), previous)))
        .toList();
  }

  /** Prompts of one kind and length are decoded together, so that no padding changes an answer. */
  List<Segmentation> predict(ImageEmbedding image, List<Prompts> prompts) {
    record Kind(int tokens, boolean box, boolean mask, ExtensionPart said) {}
    Map<Kind, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < prompts.size(); i++) {
      Prompts p = prompts.get(i);
      check(image, p);
      PromptCheck.requireObject(p);
      boolean box = p.box().isPresent();
      Kind kind =
          new Kind(PointTokens.count(p), box, p.mask().isPresent(), said(List.of(p)).part());
      groups.computeIfAbsent(kind, k -> new ArrayList<>()).add(i);
    }
    Segmentation[] out = new Segmentation[prompts.size()];
    groups.forEach(
        (kind, group) -> {
          int batch = Math.max(1, Math.min(BATCH, BATCH_TOKENS / Math.max(1, kind.tokens())));
          for (int from = 0; from < group.size(); from += batch) {
            List<Integer> part = group.subList(from, Math.min(group.size(), from + batch));
            decodeInto(image, prompts, part, out);
          }
        });
    return List.of(out);
  }

  private void decodeInto(
      ImageEmbedding image, List<Prompts> prompts, List<Integer> part, Segmentation[] out) {
    List<Prompts> batch = part.stream().map(prompts::get).toList();
    Decoded d = decode(image, batch, masks(batch, null));
    for (int i = 0; i < part.size(); i++) {
      Origin origin = Origin.of(encoder, image, batch.get(i), Answer.BEST, null);
      out[part.get(i)] = best(image, d, i, MaskChoice.isAmbiguous(batch.get(i))).from(origin);
    }
  }

  private Segmentation best(ImageEmbedding image, Decoded d, int index, boolean ambiguous) {
    MaskChoice choice =
        ambiguous
            ? MaskChoice.ambiguous(d, index)
            : MaskChoice.single(d, index, stations.config().decoder().departures().oneMask());
    return segmentation(image, d, index, choice.mask());
  }

  private Segmentation segmentation(ImageEmbedding image, Decoded d, int index, int mask) {
    return new Segmentation(
        d.logits(index, mask),
        d.maskSize(),
        image.width(),
        image.height(),
        d.iou(index)[mask],
        d.objectScore(index),
        d.reading(index, mask));
  }

  private Decoded decode(
      ImageEmbedding image, @Nullable Prompts prompts, @Nullable Segmentation previous) {
    if (prompts == null) {
      if (previous == null) {
        throw new InvalidInputException(
            "prompt", "a box, points or a mask", "nothing", "add at least one before predicting");
      }
      return stations.decode(
          image.features(stations), null, null, said(List.of()), stack(List.of(logits(previous))));
    }
    check(image, prompts);
    if (previous == null) {
      PromptCheck.requireObject(prompts);
    }
    if (previous != null && prompts.mask().isPresent()) {
      throw new InvalidInputException(
          "prompt", "a mask prompt or an earlier answer to refine", "both", "leave one out");
    }
    return decode(image, List.of(prompts), masks(List.of(prompts), previous));
  }

  private Decoded decode(ImageEmbedding image, List<Prompts> batch, @Nullable HostTensor mask) {
    PointTokens points =
        PointTokens.count(batch.get(0)) == 0
            ? null
            : PointTokens.of(batch, image.width(), image.height(), stations.config().imageSize());
    return stations.decode(image.features(stations), null, points, said(batch), mask);
  }

  private ExtensionCall said(List<Prompts> batch) {
    List<Description> all =
        batch.stream().map(Prompts::description).flatMap(Optional::stream).toList();
    return stations.config().extension().call(all, null);
  }

  private void check(ImageEmbedding image, Prompts prompts) {
    PromptCheck.require(stations.config(), prompts, image.width(), image.height());
  }

  private @Nullable HostTensor masks(List<Prompts> batch, @Nullable Segmentation previous) {
    if (previous != null) {
      return stack(List.of(logits(previous)));
    }
    if (batch.get(0).mask().isEmpty()) {
      return null;
    }
    return stack(batch.stream().map(p -> logits(p.mask().orElseThrow().mask())).toList());
  }

  private float[] logits(Segmentation previous) {
    if (previous.lowResSize() != stations.config().maskSize()) {
      throw new InvalidInputException(
          "earlier answer",
          "logits of side " + stations.config().maskSize(),
          "side " + previous.lowResSize(),
          "refine an answer of the same model");
    }
    return previous.lowResLogits();
  }

  private float[] logits(Mask mask) {
    float[] values = mask.toFloats();
    for (int i = 0; i < values.length; i++) {
      values[i] = values[i] > 0 ? SURE : -SURE;
    }
    int side = stations.config().maskSize();
    return AntialiasedBilinear.resize(values, mask.width(), mask.height(), side, side);
  }

  private HostTensor stack(List<float[]> masks) {
    int side = stations.config().maskSize();
    float[] all = new float[masks.size() * side * side];
    for (int i = 0; i < masks.size(); i++) {
      System.arraycopy(masks.get(i), 0, all, i * side * side, side * side);
    }
    return HostTensor.of(all, masks.size(), 1, side, side);
  }
}
