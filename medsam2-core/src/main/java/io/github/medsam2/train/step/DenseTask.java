// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train.step;

import io.github.medsam2.image.Mask;
import io.github.medsam2.ops.LossOps;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.train.loss.DenseLoss;
import java.util.Arrays;
import java.util.Map;

/**
 * Which pixels of an image lie in any labelled object.
 *
 * @param rule of the loss
 * @param weight of it in the update
 * @param labelled S by S
 */
public record DenseTask(DenseLoss rule, double weight, Mask labelled) implements SideTask {

  @Override
  public String name() {
    return "dense";
  }

  @Override
  public <T> T loss(LossOps<T> ops, Map<String, T> features) {
    int side = labelled.width();
    T truth = ops.constant(HostTensor.of(labelled.toFloats(), 1, 1, side, side));
    T counted = ops.constant(HostTensor.of(counted(), 1, 1, side, side));
    return ops.affine(rule.of(ops, features, truth, counted), weight, 0);
  }

  /** 1 within a square band about labelled pixels, less elsewhere. */
  private float[] counted() {
    int side = labelled.width();
    int band = rule.band();
    float[] across = new float[side * side];
    labelled.forEachRun(
        (y, from, to) ->
            Arrays.fill(
                across,
                y * side + Math.max(0, from - band),
                y * side + Math.min(side, to + band),
                1));
    float[] all = new float[side * side];
    Arrays.fill(all, (float) rule.far());
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        if (across[y * side + x] > 0) {
          for (int v = Math.max(0, y - band); v <= Math.min(side - 1, y + band); v++) {
            all[v * side + x] = 1;
          }
        }
      }
    }
    return all;
  }
}
