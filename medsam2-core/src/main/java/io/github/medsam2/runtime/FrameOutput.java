// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime;

import io.github.medsam2.reading.MaskReading;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one object on one frame. Immutable; nobody writes to the arrays.
 *
 * @param frame index
 * @param logits of the chosen mask, a quarter of the model's input squared; all -1024 when absent
 * @param pointer object pointer, C numbers
 * @param memory memory map (g * g, M) in bfloat16; none where nothing will ever attend to it
 * @param iou predicted IoU of the mask, 1 for a mask that was given
 * @param objectScore logit of presence
 * @param reading what further heads said of the mask; nothing without them
 * @param order of two outputs of an object the later one has the higher
 */
public record FrameOutput(
    int frame,
    float[] logits,
    float[] pointer,
    short @Nullable [] memory,
    float iou,
    float objectScore,
    @Nullable MaskReading reading,
    int order) {
  /** Logits of a frame without the object, as in the original. */
  public static final float ABSENT = -1024;

  /** Whether the network sees the object. */
  public boolean isPresent() {
    return objectScore > 0;
  }

  /** The number of mask pixels at low resolution. */
  public int area() {
    int n = 0;
    for (float v : logits) {
      n += v > 0 ? 1 : 0;
    }
    return n;
  }

  /** The same with another memory map. */
  public FrameOutput with(short @Nullable [] map) {
    return new FrameOutput(frame, logits, pointer, map, iou, objectScore, reading, order);
  }

  /** The same with other logits. */
  public FrameOutput withLogits(float[] other) {
    return new FrameOutput(frame, other, pointer, memory, iou, objectScore, reading, order);
  }

  /** The same in its place among the outputs of an object. */
  public FrameOutput at(int place) {
    return new FrameOutput(frame, logits, pointer, memory, iou, objectScore, reading, place);
  }
}
