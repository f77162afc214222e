// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.adapter;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import io.github.medsam2.tensor.Widening;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * The correction of one weight: {@code W + alpha / rank * B A} (LoRA). Immutable and thread-safe;
 * two are equal when their numbers are.
 *
 * <p>Of a linear layer {@code W} is {@code (out, in)}, {@code A} {@code (rank, in)} and {@code B}
 * {@code (out, rank)}; of a convolution {@code A} is {@code (rank, in, h, w)} and {@code B} {@code
 * (out, rank, 1, 1)}.
 *
 * @param a the factor that meets the input, float32, on the heap
 * @param b the factor that makes the output, float32, on the heap
 * @param alpha the strength, in units of the rank
 * @see <a href="https://arxiv.org/abs/2106.09685">LoRA</a>
 */
public record LowRank(HostTensor a, HostTensor b, double alpha) {
  /** Beyond the sides of the largest network's weights, where nothing is low any more. */
  private static final long LARGEST_RANK = 8192;

  /** Checks that the factors fit each other and are finite, and copies them as float32. */
  public LowRank {
    Shape in = a.shape();
    Shape out = b.shape();
    boolean linear = in.rank() == 2 && out.rank() == 2;
    boolean convolution = in.rank() == 4 && out.rank() == 4 && out.dim(2) == 1 && out.dim(3) == 1;
    if (!linear && !convolution
        || out.dim(1) != in.dim(0)
        || in.count() == 0
        || out.count() == 0
        || in.dim(0) > LARGEST_RANK) {
      throw new InvalidInputException(
          "factors of an adapter",
          "A (rank, in) and B (out, rank), or (rank, in, h, w) and (out, rank, 1, 1), of rank 1 to "
              + LARGEST_RANK,
          "A " + in + " and B " + out,
          "take both factors from one training");
    }
    requireFinite(alpha, "alpha of an adapter");
    a = copy(a);
    b = copy(b);
  }

  static void requireFinite(double value, String what) {
    if (!Double.isFinite(value)) {
      throw new InvalidInputException(
          what, "a finite number", Double.toString(value), "correct the number");
    }
  }

  static HostTensor copy(HostTensor tensor) {
    float[] values = Widening.toFloat32(tensor).toFloatArray();
    for (float value : values) {
      requireFinite(value, "number of an adapter");
    }
    return HostTensor.of(values, tensor.shape().dims());
  }

  /** The inner size of the product. */
  public int rank() {
    return (int) a.shape().dim(0);
  }

  /** What the product is multiplied by: alpha over rank. */
  public double scale() {
    return alpha / rank();
  }

  /** The shape of the weight it corrects. */
  public Shape weightShape() {
    return a.shape().with(0, b.shape().dim(0));
  }

  /** The numbers in both factors. */
  public long parameters() {
    return a.shape().count() + b.shape().count();
  }

  /** The same product at another strength. */
  public LowRank withAlpha(double other) {
    return new LowRank(a, b, other);
  }

  /**
   * A correction of some rows of a fused layer.
   *
   * @param firstRow the first output that is corrected
   * @param correction of so many outputs as its B has rows
   */
  public record Rows(long firstRow, LowRank correction) {}

  /**
   * One correction that equals several of row blocks, such as those of queries and values in a
   * fused {@code qkv}: all A above each other, each B in its rows and columns among zeros. Exact
   * where all have the same {@link #scale}; otherwise differences in scale are rounded into B.
   *
   * @param rows outputs of the fused layer
   * @param parts at least one; rows that overlap are added
   */
  public static LowRank ofRows(long rows, List<Rows> parts) {
    return Fused.of(rows, parts, Fused.equalWeights(parts.size()));
  }

  /**
   * Adds a multiple of the correction, computed in double.
   *
   * @param weight what it is multiplied by besides {@link #scale}
   * @param to row-major numbers of {@link #weightShape}
   */
  void addTo(double[] to, double weight) {
    float[] inner = a.toFloatArray();
    FloatBuffer outer = b.floats();
    int columns = inner.length / rank();
    double[] row = new double[columns];
    for (int o = 0; o < to.length / columns; o++) {
      Arrays.fill(row, 0);
      for (int k = 0; k < rank(); k++) {
        double factor = outer.get(o * rank() + k);
        for (int i = 0; i < columns; i++) {
          row[i] += factor * inner[k * columns + i];
        }
      }
      for (int i = 0; i < columns; i++) {
        to[o * columns + i] += weight * scale() * row[i];
      }
    }
  }
}
