// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime;

import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.net.tracker.PromptEncoder.Kind;
import io.github.medsam2.tensor.HostTensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Boxes as logits of an earlier answer, for networks that were trained to see them so. */
public final class FilledBoxes {
  /** What a given mask is worth as a logit, too. */
  private static final float SURE = 10;

  private FilledBoxes() {}

  /**
   * @param points of B objects; or none
   * @return (B, 1, 4g, 4g): 10 inside, -10 outside, between them where a side cuts a cell; none
   *     when the network does not want it, or not every object has a box
   */
  public static @Nullable HostTensor of(ModelConfig config, @Nullable PointTokens points) {
    if (points == null || !config.decoder().filledBoxes()) {
      return null;
    }
    int objects = Math.toIntExact(points.kinds().shape().dim(0));
    int length = Math.toIntExact(points.kinds().shape().dim(1));
    int side = config.maskSize();
    float[] all = new float[objects * side * side];
    for (int b = 0; b < objects; b++) {
      if (points.kinds().longs().get(b * length) != Kind.BOX_TOP_LEFT.ordinal()) {
        return null;
      }
      int at = b * length * 2;
      float[] across = covered(points, at, config, side);
      float[] down = covered(points, at + 1, config, side);
      fill(all, b * side * side, across, down);
    }
    return HostTensor.of(all, objects, 1, side, side);
  }

  /** The share of each cell along one axis that lies between the corners' outer edges. */
  private static float[] covered(PointTokens points, int at, ModelConfig config, int side) {
    float halfPixel = 0.5f / config.imageSize();
    float from = (points.positions().floats().get(at) - halfPixel) * side;
    float to = (points.positions().floats().get(at + 2) + halfPixel) * side;
    float[] share = new float[side];
    for (int i = 0; i < side; i++) {
      share[i] = Math.max(0, Math.min(to, i + 1f) - Math.max(from, i));
    }
    return share;
  }

  private static void fill(float[] all, int from, float[] across, float[] down) {
    int side = across.length;
    Arrays.fill(all, from, from + side * side, -SURE);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        all[from + y * side + x] += 2 * SURE * across[x] * down[y];
      }
    }
  }
}
