// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.trunk.vit;

import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.net.trunk.Features;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.tensor.Shape;

/** EfficientTAM's neck: two convolutions and two norms on the last block's output. */
final class PlainNeck {

  private PlainNeck() {}

  /**
   * @param neck layers of the one level of the neck
   * @param last (N, g, g, C)
   */
  static <T> Features<T> features(Layers<T> neck, T last) {
    Ops<T> ops = neck.ops();
    T x = ops.permute(last, 0, 3, 1, 2);
    x = neck.layerNorm2d(neck.convNoBias(x, "conv_1x1", 0), "norm_0");
    x = neck.layerNorm2d(neck.convNoBias(x, "conv_3x3", 1), "norm_1");
    Shape shape = ops.shape(x);
    T tokens = ops.permute(ops.reshape(x, 0, shape.dim(1), shape.dim(2) * shape.dim(3)), 0, 2, 1);
    return new Features<>(tokens, null, null);
  }
}
