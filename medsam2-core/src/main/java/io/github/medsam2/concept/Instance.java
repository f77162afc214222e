// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.concept;

import io.github.medsam2.image.Mask;
import io.github.medsam2.image.resample.Bilinear;
import java.nio.FloatBuffer;
import java.util.Locale;

/** One instance of a concept on an image. Immutable, on the Java heap, thread-safe. */
public final class Instance {
  private final int query;
  private final float score;
  private final FoundBox box;
  private final float[] lowRes;
  private final int side;
  private final int width;
  private final int height;

  /**
   * @param query which of the network's queries found it
   * @param score 0 to 1
   * @param box in pixels
   * @param lowRes logits, {@code side * side}, taken over
   * @param side of the network's own masks
   * @param width columns of the image
   * @param height rows of the image
   */
  public Instance(
      int query, float score, FoundBox box, float[] lowRes, int side, int width, int height) {
    this.query = query;
    this.score = score;
    this.box = box;
    this.lowRes = lowRes;
    this.side = side;
    this.width = width;
    this.height = height;
  }

  /** Which of the network's queries found it, from 0 on. */
  public int query() {
    return query;
  }

  /**
   * How sure the network is: of this being an instance, times of there being any; above the
   * threshold it was asked with.
   */
  public float score() {
    return score;
  }

  /** The box the network drew; that of the mask is {@link Mask#bounds}. */
  public FoundBox box() {
    return box;
  }

  /** The pixels whose logit is above 0, on the image's grid; masks of instances may overlap. */
  public Mask mask() {
    return mask(0);
  }

  /** The pixels whose logit is above a threshold: higher for tighter masks. */
  public Mask mask(float threshold) {
    return Mask.fromThreshold(width, height, FloatBuffer.wrap(logits()), threshold);
  }

  /** Logits on the image's grid, row by row; a new array. */
  public float[] logits() {
    return Bilinear.resize(lowRes, side, side, width, height);
  }

  /** The network's own logits, {@link #lowResSize} squared; a new array. */
  public float[] lowResLogits() {
    return lowRes.clone();
  }

  /** Side of {@link #lowResLogits}. */
  public int lowResSize() {
    return side;
  }

  /** Score, box and area. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "Instance[score %.3f, box %.1f %.1f %.1f %.1f, %d pixels]",
        score,
        box.x0(),
        box.y0(),
        box.x1(),
        box.y1(),
        mask().area());
  }
}
