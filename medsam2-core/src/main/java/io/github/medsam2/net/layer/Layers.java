// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.layer;

import io.github.medsam2.ops.Ops;
import io.github.medsam2.tensor.HostTensor;

/**
 * The layers of a checkpoint below one key prefix: {@code at("attn").linear(x, "qkv")} multiplies
 * by {@code <prefix>.attn.qkv.weight}.
 *
 * @param ops the operations of the engine
 * @param prefix keys up to and without the last dot; empty at the root
 * @param <T> the engine's value
 */
public record Layers<T>(Ops<T> ops, String prefix) {
  /** Epsilon of the trunk's and of all channel norms. */
  public static final double EPS_TRUNK = 1e-6;

  /** Epsilon of the norms in attention stacks. */
  public static final double EPS = 1e-5;

  /** All layers of a checkpoint. */
  public static <T> Layers<T> root(Ops<T> ops) {
    return new Layers<>(ops, "");
  }

  /** The layers below a child module. */
  public Layers<T> at(String child) {
    return new Layers<>(ops, key(child));
  }

  /** The layers below a numbered child module. */
  public Layers<T> at(String list, int index) {
    return at(list + "." + index);
  }

  /** The tensor {@code <prefix>.<name>}. */
  public T param(String name) {
    return ops.param(key(name));
  }

  /** A linear layer with bias. */
  public T linear(T x, String name) {
    return ops.linear(x, param(name + ".weight"), param(name + ".bias"));
  }

  /** A convolution with bias. */
  public T conv(T x, String name, int stride, int padding) {
    return ops.conv2d(x, param(name + ".weight"), param(name + ".bias"), stride, padding, 1);
  }

  /** A convolution without bias. */
  public T convNoBias(T x, String name, int padding) {
    return ops.conv2d(x, param(name + ".weight"), null, 1, padding, 1);
  }

  /** A norm over the last axis. */
  public T layerNorm(T x, String name, double epsilon) {
    return ops.layerNorm(x, param(name + ".weight"), param(name + ".bias"), epsilon);
  }

  /** A norm over the channels of (N, C, H, W). */
  public T layerNorm2d(T x, String name) {
    return ops.layerNorm2d(x, param(name + ".weight"), param(name + ".bias"), EPS_TRUNK);
  }

  /** A perceptron of {@code name.layers.0 ...} with ReLU between the layers. */
  public T mlp(T x, String name, int layers) {
    for (int i = 0; i < layers; i++) {
      x = linear(x, name + ".layers." + i);
      x = i + 1 < layers ? ops.relu(x) : x;
    }
    return x;
  }

  /** A constant of float32 values. */
  public T constant(float[] values, long... dims) {
    return ops.constant(HostTensor.of(values, dims));
  }

  private String key(String name) {
    return prefix.isEmpty() ? name : prefix + "." + name;
  }
}
