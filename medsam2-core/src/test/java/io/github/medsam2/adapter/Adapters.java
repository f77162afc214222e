// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.adapter;

import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.engine.contract.MapWeights;
import io.github.medsam2.net.config.Networks;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** Adapters and small weights of random numbers. */
public final class Adapters {
  private Adapters() {}

  /** Queries and values of the reduced network's second block, and one norm whole. */
  public static Adapter nano(String name, long seed) {
    String qkv = "image_encoder.trunk.blocks.1.attn.qkv";
    String decoder = "sam_mask_decoder.transformer.layers.0.self_attn.q_proj";
    Map<String, Shape> keys = Networks.nano().keys();
    Shape norm = weight(keys, "image_encoder.trunk.blocks.0.norm1");
    return new Adapter(
        name,
        Map.of(
            qkv, correction(weight(keys, qkv), 2, 3, seed),
            decoder, correction(weight(keys, decoder), 4, 8, seed + 1)),
        Map.of("image_encoder.trunk.blocks.0.norm1.weight", normal(seed + 2, norm.dims())));
  }

  /** The correction of a module that is there. */
  public static LowRank of(Adapter adapter, String module) {
    return Objects.requireNonNull(adapter.corrections().get(module), module);
  }

  static LowRank correction(Shape weight, int rank, double alpha, long seed) {
    Shape outer = weight.rank() == 4 ? Shape.of(0, rank, 1, 1) : Shape.of(0, rank);
    return new LowRank(
        normal(seed, weight.with(0, rank).dims()),
        normal(~seed, outer.with(0, weight.dim(0)).dims()),
        alpha);
  }

  private static Shape weight(Map<String, Shape> keys, String module) {
    return Objects.requireNonNull(keys.get(module + ".weight"), module);
  }

  static HostTensor normal(long seed, long... dims) {
    Random random = new Random(seed);
    float[] values = new float[(int) Shape.of(dims).count()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (0.2 * random.nextGaussian());
    }
    return HostTensor.of(values, dims);
  }

  /** A linear layer, a convolution and a bias. */
  static Weights weights(long seed) {
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    tensors.put("net.linear.weight", normal(seed, 6, 5));
    tensors.put("net.conv.weight", normal(seed + 1, 4, 3, 2, 2));
    tensors.put("net.linear.bias", normal(seed + 2, 6));
    return MapWeights.inMemory(tensors);
  }

  /** Corrections of both layers and the bias whole. */
  static Adapter small(String name, long seed, int rank) {
    return new Adapter(
        name,
        Map.of(
            "net.linear", correction(Shape.of(6, 5), rank, 2, seed),
            "net.conv", correction(Shape.of(4, 3, 2, 2), rank + 1, 3, seed + 7)),
        Map.of("net.linear.bias", normal(seed + 9, 6)));
  }
}
