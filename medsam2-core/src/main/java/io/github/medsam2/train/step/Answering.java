// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train.step;

import io.github.medsam2.net.Sam2;
import io.github.medsam2.net.Slots;
import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.net.tracker.DecoderExtension;
import io.github.medsam2.net.tracker.ExtensionCall;
import io.github.medsam2.net.tracker.ExtensionPart;
import io.github.medsam2.net.tracker.Painting;
import io.github.medsam2.ops.LossOps;
import io.github.medsam2.ops.Slot;
import io.github.medsam2.ops.Values;
import io.github.medsam2.prompt.Description;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.runtime.PaintedPrompts;
import io.github.medsam2.runtime.PointTokens;
import io.github.medsam2.tensor.HostTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The decoder as it is trained, which is not quite as it is used: two or more points give mask 0,
 * however unstable, and a mask that is given has logits of 10. An object the network takes for
 * absent has logits of -1024, which teach no mask.
 *
 * @param ops of the step
 * @param config sizes
 */
record Answering<T>(LossOps<T> ops, ModelConfig config) {
  private static final double ABSENT = -1024;
  private static final double SURE = Painting.SURE;

  /**
   * Decodes all objects at once.
   *
   * @param frame what it is
   * @param features of it
   * @param conditioned (O, g * g, C) of each object; none on a frame that is prompted at first
   * @param shown by object; nothing of an object that is tracked
   * @param previous (O, 1, 4g, 4g) logits to correct; or none
   */
  Answer.Readings<T> decoded(
      FrameObjects frame,
      Map<String, T> features,
      @Nullable T conditioned,
      Map<Integer, Prompts> shown,
      @Nullable T previous) {
    Values<T> in = new Values<>(new LinkedHashMap<>(features));
    boolean points =
        shown.isEmpty() || shown.values().stream().anyMatch(p -> PointTokens.count(p) > 0);
    T mask = previous;
    PaintedPrompts paint = null;
    if (points) {
      PointTokens tokens = PointTokens.of(frame.truths().size(), shown, config.imageSize());
      in.put(Slots.POSITIONS, ops.constant(tokens.positions()));
      in.put(Slots.KINDS, ops.constant(tokens.kinds()));
      paint = PaintedPrompts.of(config, tokens, previous == null);
      mask = painted(previous, paint);
    }
    ExtensionCall said = said(frame, shown);
    said.values().forEach((slot, value) -> in.put(slot, ops.constant(value)));
    if (conditioned != null) {
      in.put(Slots.TOKENS, conditioned);
    }
    if (mask != null) {
      in.put(Slots.MASK, mask);
    }
    ExtensionPart part = said.part();
    boolean several = shown.values().stream().allMatch(Answering::several);
    return readings(
        new Values<>(
            new Sam2(config)
                .decode(
                    points, PaintedPrompts.kind(paint, previous != null), conditioned != null, part)
                .build(ops, in.byName())),
        several,
        part.outputs());
  }

  private @Nullable T painted(@Nullable T previous, @Nullable PaintedPrompts paint) {
    if (paint == null) {
      return previous;
    }
    T over = ops.constant(paint.painted());
    return previous == null ? over : ops.add(ops.mul(previous, ops.constant(paint.kept())), over);
  }

  /** Whether prompts may mean a whole, a part or a subpart, as when the network is used. */
  private static boolean several(Prompts shown) {
    return PointTokens.count(shown) <= 1
        && shown.description().stream().noneMatch(Description::namesObject);
  }

  /** The heads are left out where nothing is said to them and nothing is learnt of them. */
  private ExtensionCall said(FrameObjects frame, Map<Integer, Prompts> shown) {
    List<Description> words =
        shown.values().stream().map(Prompts::description).flatMap(Optional::stream).toList();
    boolean silent = words.isEmpty() && frame.reading().isEmpty();
    DecoderExtension all = config.extension();
    DecoderExtension extension = silent ? all.unread() : all;
    return extension.call(words, frame.lasting().orElse(null));
  }

  private Answer.Readings<T> readings(Values<T> out, boolean several, List<Slot> heads) {
    int from = several ? 1 : 0;
    int to = several ? 4 : 1;
    T score = out.get(Slots.OBJECT_SCORE);
    T there = ops.greater(score, 0);
    T mask = ops.reshape(there, 0, 1, 1, 1);
    T masks = ops.slice(out.get(Slots.MASKS), 1, from, to);
    T gated = ops.add(ops.mul(masks, mask), ops.affine(mask, -ABSENT, ABSENT));
    T iou = ops.slice(out.get(Slots.IOU), 1, from, to);
    T pointers = ops.slice(out.get(Slots.POINTERS), 1, from, to);
    T best = several ? chosen(gated, choice(iou, 4)) : gated;
    T pointer = several ? chosen(pointers, choice(iou, 3)) : pointers;
    T remembered = pointer(ops.reshape(pointer, 0, config.width()), there);
    Map<String, T> read = new LinkedHashMap<>();
    for (Slot head : heads) {
      T said = ops.slice(out.get(head), 1, from, to);
      read.put(head.name(), several ? chosen(said, choice(iou, ops.shape(said).rank())) : said);
    }
    Answer.All<T> all = new Answer.All<>(out.get(Slots.MASKS), out.get(Slots.IOU));
    return new Answer.Readings<>(gated, iou, new Answer<>(score, best, remembered), all, read);
  }

  /** (O, M) and ones up to a rank: 1 at the best predicted score. */
  private T choice(T iou, int rank) {
    T first = ops.firstMax(iou, 1);
    long[] dims = new long[rank];
    Arrays.fill(dims, 2, rank, 1);
    return ops.reshape(first, dims);
  }

  /** Of several masks the one of the best predicted score. */
  private T chosen(T several, T choice) {
    return ops.sum(ops.mul(several, choice), 1);
  }

  /** The pointer where the object is there, else the one that says that it is not. */
  private T pointer(T pointer, T there) {
    T none = ops.mul(ops.affine(there, -1, 1), ops.param("no_obj_ptr"));
    return ops.add(ops.mul(pointer, there), none);
  }

  /**
   * Takes masks for the answer.
   *
   * @param features of the frame
   * @param masks (O, 1, S, S) of zeros and ones
   */
  Answer.Readings<T> given(Map<String, T> features, HostTensor masks) {
    T all = ops.constant(masks);
    T seen = ops.max(ops.reshape(all, 0, -1), 1); // (O, 1)
    List<T> pointers = new ArrayList<>();
    List<T> scores = new ArrayList<>();
    for (int i = 0; i < masks.shape().dim(0); i++) {
      Values<T> in = Values.empty();
      in.put(Slots.TOKENS, new Values<>(features).get(Slots.TOKENS));
      in.put(Slots.MASK, ops.slice(all, 0, i, i + 1L));
      Values<T> out =
          new Values<>(new Sam2(config).point(ExtensionPart.NONE).build(ops, in.byName()));
      pointers.add(out.get(Slots.POINTER));
      scores.add(out.get(Slots.OBJECT_SCORE));
    }
    T there = ops.mul(ops.greater(ops.concat(0, scores), 0), seen);
    T logits = ops.affine(all, 2 * SURE, -SURE);
    T score = ops.affine(seen, 2 * SURE, -SURE);
    T pointer = pointer(ops.concat(0, pointers), there);
    return new Answer.Readings<>(
        logits, ops.affine(seen, 0, 1), new Answer<>(score, logits, pointer), null, Map.of());
  }
}
