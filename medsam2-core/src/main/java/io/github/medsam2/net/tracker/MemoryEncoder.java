// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.tracker;

import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.tensor.Shape;

/**
 * The fourth station: a frame's features and its mask to a memory map.
 *
 * @param root all layers of the checkpoint
 * @param config sizes
 * @param <T> the engine's value
 */
public record MemoryEncoder<T>(Layers<T> root, TrackerConfig config) {
  private static final double SCALE = 20;
  private static final double OFFSET = -10;

  /**
   * @param tokens (1, g * g, C) raw features of the frame
   * @param mask (B, 1, s, s) logits; of s = 16 g they are taken as they are, others are first
   *     brought to the image's size
   * @param absent (B, 1): 1 where the object is not there, else 0
   * @param binarise whether the mask is remembered as sure (conditioning frames) or by its
   *     probability (tracked frames)
   * @return (B, g * g, M)
   */
  public T encode(T tokens, T mask, T absent, boolean binarise) {
    Ops<T> ops = root.ops();
    int g = config.side();
    int width = config.width();
    T image = ops.reshape(ops.permute(tokens, 0, 2, 1), 1, width, g, g);
    Layers<T> encoder = root.at("memory_encoder");
    T x = ops.add(downsample(mask, binarise), encoder.conv(image, "pix_feat_proj", 1, 0));
    for (int i = 0; i < config.memory().fuserLayers(); i++) {
      x = fuse(encoder.at("fuser.layers", i), x);
    }
    x = encoder.conv(x, "out_proj", 1, 0); // (B, M, g, g)
    int m = config.memory().width();
    T memory = ops.permute(ops.reshape(x, Shape.ANY, m, (long) g * g), 0, 2, 1);
    return config.memory().absentEmbedding() ? ops.add(memory, mark(absent)) : memory;
  }

  private T mark(T absent) {
    Ops<T> ops = root.ops();
    int m = config.memory().width();
    T mark = ops.reshape(root.param("no_obj_embed_spatial"), 1, 1, m);
    return ops.mul(ops.reshape(absent, Shape.ANY, 1, 1), mark);
  }

  /** Logits to values in -10..10, then at 16 g, then four halvings. */
  private T downsample(T mask, boolean binarise) {
    Ops<T> ops = root.ops();
    Layers<T> down = root.at("memory_encoder.mask_downsampler.encoder");
    int whole = config.grid().memoryMask();
    boolean ready = ops.shape(mask).dim(3) == whole;
    T large = ready ? mask : resized(mask, config.grid().image());
    T belief = binarise ? ops.greater(large, 0) : ops.sigmoid(large);
    T x = resized(ops.affine(belief, SCALE, OFFSET), whole);
    for (int i = 0; i < 4; i++) {
      x = down.conv(x, Integer.toString(3 * i), 2, 1);
      x = ops.gelu(down.layerNorm2d(x, Integer.toString(3 * i + 1)));
    }
    return down.conv(x, "12", 1, 0); // (B, C, g, g)
  }

  private T resized(T mask, int side) {
    Ops<T> ops = root.ops();
    return ops.shape(mask).dim(3) == side ? mask : ops.resizeBilinear(mask, side, side);
  }

  /** A ConvNeXt block. */
  private T fuse(Layers<T> layer, T x) {
    Ops<T> ops = root.ops();
    T weight = layer.param("dwconv.weight");
    T y = ops.conv2d(x, weight, layer.param("dwconv.bias"), 1, 3, config.width());
    y = ops.permute(y, 0, 2, 3, 1);
    y = layer.layerNorm(y, "norm", Layers.EPS_TRUNK);
    y = layer.linear(ops.gelu(layer.linear(y, "pwconv1")), "pwconv2");
    y = ops.mul(y, layer.param("gamma"));
    return ops.add(x, ops.permute(y, 0, 3, 1, 2));
  }
}
