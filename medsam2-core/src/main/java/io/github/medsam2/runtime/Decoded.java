// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime;

import io.github.medsam2.image.BoxFit;
import io.github.medsam2.net.Slots;
import io.github.medsam2.ops.Slot;
import io.github.medsam2.reading.MaskReading;
import io.github.medsam2.tensor.HostTensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the mask decoder said about B prompts. Immutable; arrays are copies.
 *
 * @param masks (B, 4, h, w) logits
 * @param iou (B, 4) predicted IoU
 * @param objectScore (B, 1) logit of presence
 * @param pointers (B, 4, C)
 * @param readings what the reading heads said of the B * 4 masks; empty without them
 */
public record Decoded(
    HostTensor masks,
    HostTensor iou,
    HostTensor objectScore,
    HostTensor pointers,
    List<MaskReading> readings) {

  static Decoded of(Map<Slot, HostTensor> out, List<MaskReading> readings) {
    return new Decoded(
        Objects.requireNonNull(out.get(Slots.MASKS)),
        Objects.requireNonNull(out.get(Slots.IOU)),
        Objects.requireNonNull(out.get(Slots.OBJECT_SCORE)),
        Objects.requireNonNull(out.get(Slots.POINTERS)),
        readings);
  }

  /** With the masks of prompts that have a box fitted to it. */
  Decoded fittedTo(PointTokens points, int imageSize) {
    int cells = maskSize() * maskSize();
    float[] all = masks.toFloatArray();
    for (int b = 0; b < prompts(); b++) {
      Optional<BoxFit.Box> box = points.box(b, maskSize(), imageSize);
      for (int mask = 0; box.isPresent() && mask < 4; mask++) {
        float[] fitted = BoxFit.apply(logits(b, mask), maskSize(), box.get());
        System.arraycopy(fitted, 0, all, (b * 4 + mask) * cells, cells);
      }
    }
    HostTensor fitted = HostTensor.of(all, masks.shape().dims());
    return new Decoded(fitted, iou, objectScore, pointers, readings);
  }

  /** The number of prompts. */
  public int prompts() {
    return Math.toIntExact(masks.shape().dim(0));
  }

  /** Side of a mask. */
  public int maskSize() {
    return Math.toIntExact(masks.shape().dim(3));
  }

  /** Logits of one mask, row by row. */
  public float[] logits(int prompt, int mask) {
    return row(masks, prompt * 4 + mask, maskSize() * maskSize());
  }

  /** Predicted IoU of the four masks. */
  public float[] iou(int prompt) {
    return row(iou, prompt, 4);
  }

  /** Logit of the object being there: absent at 0 and below. */
  public float objectScore(int prompt) {
    return row(objectScore, prompt, 1)[0];
  }

  /** The object pointer that goes with a mask. */
  public float[] pointer(int prompt, int mask) {
    return row(pointers, prompt * 4 + mask, Math.toIntExact(pointers.shape().dim(2)));
  }

  /** What the reading heads said of a mask; nothing without them. */
  public @Nullable MaskReading reading(int prompt, int mask) {
    return readings.isEmpty() ? null : readings.get(prompt * 4 + mask);
  }

  private static float[] row(HostTensor t, int index, int length) {
    float[] out = new float[length];
    t.floats().get(index * length, out);
    return out;
  }

  /** Says the shapes only. */
  @Override
  public String toString() {
    return "Decoded" + Arrays.toString(masks.shape().dims());
  }
}
