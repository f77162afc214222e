// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.tracker;

import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.net.layer.QuerySlices;
import io.github.medsam2.net.layer.SinePositions;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.tensor.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fifth station: the present frame's features, conditioned on what is remembered.
 *
 * <p>Four (at full size) pre-norm layers, one head each: self-attention over the frame, attention
 * to the memory, feed-forward. Three things differ from the original's order of operations and from
 * nothing in its numbers:
 *
 * <ul>
 *   <li>The first self-attention and the first query depend on the frame alone, so {@link #frame}
 *       computes them once for all objects.
 *   <li>The rows of a softmax sum to one, so the weights are applied to the raw 64-channel memory
 *       and the value projection after it: a quarter of the products.
 *   <li>Value and output projection then stand side by side and are multiplied into one matrix.
 * </ul>
 *
 * @param layers {@code memory_attention}
 * @param config sizes
 * @param <T> the engine's value
 */
public record MemoryAttention<T>(Layers<T> layers, TrackerConfig config) {

  /**
   * What depends on the frame alone.
   *
   * @param x (1, g * g, C) the stream after the first self-attention
   * @param query (1, g * g, C) the first rotated query to the memory
   */
  public record Frame<T>(T x, T query) {}

  /**
   * What is remembered of one object.
   *
   * @param maps (F, g * g, M) memory maps
   * @param mapTimes (F, 1, M) their encoding in time
   * @param pointers (1, 4 p, M) object pointers, cut into tokens; none when there is none
   * @param pointerTimes (1, 4 p, M) their encoding in time; none with no pointers
   */
  public record Memory<T>(T maps, T mapTimes, @Nullable T pointers, @Nullable T pointerTimes) {}

  /** The memory attention of a checkpoint. */
  public static <T> MemoryAttention<T> of(Layers<T> root, TrackerConfig config) {
    return new MemoryAttention<>(root.at("memory_attention"), config);
  }

  /**
   * @param tokens (1, g * g, C) raw features of the frame
   */
  public Frame<T> frame(T tokens) {
    Ops<T> ops = layers.ops();
    int g = config.side();
    float[] sine = SinePositions.grid(g, config.width());
    T positions = layers.constant(sine, 1, (long) g * g, config.width());
    T x = ops.add(tokens, ops.affine(positions, 0.1, 0));
    x = selfAttention(layers.at("layers", 0), x);
    return new Frame<>(x, query(layers.at("layers", 0), x));
  }

  /**
   * @return (1, g * g, C) features to decode in place of the frame's own
   */
  public T attend(Frame<T> frame, Memory<T> memory) {
    Ops<T> ops = layers.ops();
    T placed = placedMaps(memory);
    T x = frame.x();
    for (int i = 0; i < config.memory().layers(); i++) {
      Layers<T> layer = layers.at("layers", i);
      boolean first = i == 0;
      T in = x;
      x =
          ops.scope(
              () -> {
                T self = first ? in : selfAttention(layer, in);
                T query = first ? frame.query() : query(layer, self);
                T seen = ops.add(self, crossAttention(layer, query, placed, memory));
                return ops.add(seen, feedForward(layer, seen));
              });
    }
    return layers.layerNorm(x, "norm", Layers.EPS);
  }

  private T selfAttention(Layers<T> layer, T x) {
    Ops<T> ops = layers.ops();
    Rotary<T> rotary = rotary(layer.at("self_attn"));
    T y = layer.layerNorm(x, "norm1", Layers.EPS);
    T q = rotary.rotate(rotary.project(y, "q_proj"));
    T k = rotary.rotate(rotary.project(y, "k_proj"));
    T v = rotary.layers().linear(y, "v_proj");
    return ops.add(x, rotary.layers().linear(QuerySlices.attend(ops, q, k, v, 1), "out_proj"));
  }

  private T query(Layers<T> layer, T x) {
    Rotary<T> rotary = rotary(layer.at("cross_attn_image"));
    return rotary.rotate(rotary.project(layer.layerNorm(x, "norm2", Layers.EPS), "q_proj"));
  }

  private T crossAttention(Layers<T> layer, T query, T placed, Memory<T> memory) {
    Ops<T> ops = layers.ops();
    Rotary<T> rotary = rotary(layer.at("cross_attn_image"));
    T keys = rotary.flatten(rotary.rotate(rotary.project(placed, "k_proj")));
    T values = ops.reshape(memory.maps(), 1, Shape.ANY, config.memory().width());
    if (memory.pointers() != null && memory.pointerTimes() != null) {
      // Pointers have no place in the grid: they are projected, but not rotated.
      T times = ops.add(memory.pointers(), memory.pointerTimes());
      keys = ops.concat(1, List.of(keys, rotary.project(times, "k_proj")));
      values = ops.concat(1, List.of(values, memory.pointers()));
    }
    return valueAndOut(rotary.layers(), QuerySlices.attend(ops, query, keys, values, 1));
  }

  /** out_proj(v_proj(x)) as one matrix. */
  private T valueAndOut(Layers<T> attention, T x) {
    Ops<T> ops = layers.ops();
    T out = attention.param("out_proj.weight"); // (C, C)
    T weight = ops.matmul(out, attention.param("v_proj.weight")); // (C, M)
    T bias = ops.matmul(out, ops.reshape(attention.param("v_proj.bias"), config.width(), 1));
    bias = ops.add(ops.reshape(bias, config.width()), attention.param("out_proj.bias"));
    return ops.linear(x, weight, bias);
  }

  private T feedForward(Layers<T> layer, T x) {
    T hidden = layer.linear(layer.layerNorm(x, "norm3", Layers.EPS), "linear1");
    return layer.linear(layers.ops().relu(hidden), "linear2");
  }

  /** Maps with their place in the grid and in time, (F, g * g, M). */
  private T placedMaps(Memory<T> memory) {
    int g = config.side();
    int width = config.memory().width();
    T place = layers.constant(SinePositions.grid(g, width), 1, (long) g * g, width);
    return layers.ops().add(layers.ops().add(memory.maps(), place), memory.mapTimes());
  }

  private Rotary<T> rotary(Layers<T> attention) {
    return new Rotary<>(attention, config.side(), config.width());
  }
}
