// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.ops;

import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The operations the network is written against.
 *
 * <p>A {@code T} is an engine's own value: a node of an ONNX graph, or a PyTorch array. Operations
 * are as coarse as the network's own vocabulary (attention, layer norm, a window of tokens), so
 * that each engine picks its best form. Values carry a {@link Shape}; a size may be {@link
 * Shape#ANY} while a graph is being written, and is known when an eager engine runs.
 *
 * <p>Axis order: images {@code (N, C, H, W)}, tokens {@code (N, L, C)} with token index {@code y *
 * W + x}. All values are float32 unless said. Element-wise operations broadcast as NumPy does.
 *
 * <p>Not thread-safe: one instance serves one run.
 *
 * @param <T> the engine's value
 */
public interface Ops<T> {

  // ---- leaves

  /** The checkpoint's tensor of this key, in the checkpoint's shape. */
  T param(String key);

  /** A constant computed by the network's definition, such as a table of angles. */
  T constant(HostTensor value);

  /** The shape of a value; sizes not known yet are {@link Shape#ANY}. */
  Shape shape(T x);

  // ---- memory

  /**
   * Runs a part of a program, such as one transformer block, whose intermediate values die at its
   * end while its result lives on. A part may contain parts. Engines that hold no intermediate
   * values just run it.
   *
   * @param block makes the result; of the values it makes, only the result may be used afterwards
   */
  default T scope(Supplier<T> block) {
    return block.get();
  }

  /** {@link #scope} for a part of several results. */
  default List<T> scopeAll(Supplier<List<T>> block) {
    return block.get();
  }

  // ---- products

  /**
   * {@code x · weightᵀ + bias}.
   *
   * @param x {@code (..., in)}
   * @param weight {@code (out, in)}
   * @param bias {@code (out)}, or none
   * @return {@code (..., out)}
   */
  T linear(T x, T weight, @Nullable T bias);

  /** Matrix product over the last two axes, the others broadcast. */
  T matmul(T a, T b);

  /**
   * Convolution with zero padding.
   *
   * @param x {@code (N, C, H, W)}
   * @param weight {@code (out, C / groups, kh, kw)}
   * @param bias {@code (out)}, or none
   */
  T conv2d(T x, T weight, @Nullable T bias, int stride, int padding, int groups);

  /**
   * Transposed convolution with a 2x2 kernel and stride 2, doubling height and width.
   *
   * @param x {@code (N, C, H, W)}
   * @param weight {@code (C, out, 2, 2)}
   * @param bias {@code (out)}
   */
  T convTranspose2x2(T x, T weight, T bias);

  /**
   * Softmax attention with scale {@code 1 / sqrt(D)}.
   *
   * @param q {@code (N, L, heads * D)}
   * @param k {@code (N or 1, M, heads * D)}
   * @param v {@code (N or 1, M, heads * E)}
   * @param bias added to the scores, broadcast to {@code (N, heads, L, M)}; or none
   * @return {@code (N, L, heads * E)}
   */
  T attention(T q, T k, T v, int heads, @Nullable T bias);

  // ---- normalisation and activations

  /** Layer norm over the last axis, biased variance. */
  T layerNorm(T x, T weight, T bias, double epsilon);

  /** Layer norm over the channels of {@code (N, C, H, W)}, at every position by itself. */
  T layerNorm2d(T x, T weight, T bias, double epsilon);

  /**
   * Norm over each of some groups of neighbouring channels of {@code (N, C, H, W)} and all their
   * pixels, biased variance; then a factor and a summand for each channel.
   *
   * @param groups how many, a divisor of C
   */
  T groupNorm(T x, int groups, T weight, T bias, double epsilon);

  /** Exact (erf) GELU. */
  T gelu(T x);

  /** max(x, 0). */
  T relu(T x);

  /** 1 / (1 + exp(-x)). */
  T sigmoid(T x);

  /** Softmax over the last axis. */
  T softmax(T x);

  /** Natural logarithm. Of 0 and below it is no finite number, nor is its gradient. */
  T log(T x);

  /** Sine of radians. */
  T sin(T x);

  /** Cosine of radians. */
  T cos(T x);

  /** 1 where {@code x > threshold}, else 0. */
  T greater(T x, double threshold);

  // ---- arithmetic

  /** Sum, broadcast. */
  T add(T a, T b);

  /** Difference, broadcast. */
  T sub(T a, T b);

  /** Product, broadcast. */
  T mul(T a, T b);

  /** {@code x * factor + offset}. */
  T affine(T x, double factor, double offset);

  // ---- images

  /** Maximum over 2x2 cells of a channel-last map {@code (N, H, W, C)}, H and W even. */
  T maxPool2x2ChannelsLast(T x);

  /** Each pixel of {@code (N, C, H, W)} repeated 2x2. */
  T upsampleNearest2x(T x);

  /**
   * Bilinear resize of {@code (N, C, H, W)} with half-pixel centres, edges clamped, no antialias
   * (torch: align_corners=False).
   */
  T resizeBilinear(T x, int height, int width);

  // ---- layout

  /**
   * The same elements in another shape. At most one size is {@link Shape#ANY} and is inferred; a
   * size of 0 copies the size of the same axis of {@code x}.
   */
  T reshape(T x, long... dims);

  /** Axes reordered: output axis i is input axis {@code axes[i]}. */
  T permute(T x, int... axes);

  /** Joined along an axis. */
  T concat(int axis, List<T> parts);

  /** Elements {@code from} to {@code to} (exclusive) of an axis; both at least 0. */
  T slice(T x, int axis, long from, long to);

  /**
   * Rows of a table.
   *
   * @param table {@code (rows, C)}
   * @param indices int64 of any shape, each in 0..rows-1
   * @return the shape of {@code indices} followed by {@code C}
   */
  T gather(T table, T indices);

  /** {@code x} broadcast so that axis 0 has the size of axis 0 of {@code like}. */
  T expandBatch(T x, T like);
}
