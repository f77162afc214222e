// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint;

import io.github.medsam2.error.CheckpointException;
import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.HostTensor;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.Set;

/**
 * The check that weights are numbers. One NaN spreads to every mask, where it looks like an empty
 * one, so weights are read once before they are used.
 */
public final class FiniteWeights {
  private static final int EXPONENT_32 = 0x7f800000;
  private static final int CHUNK = 1 << 14;

  private FiniteWeights() {}

  /** {@link #require(Weights, Set)} of all weights. */
  public static void require(Weights weights) {
    require(weights, weights.keys());
  }

  /**
   * Reads all real numbers of some weights.
   *
   * @throws CheckpointException naming the first tensor with a NaN or an infinity, how many it has,
   *     and how many tensors are concerned
   */
  public static void require(Weights weights, Set<String> keys) {
    String first = null;
    long inFirst = 0;
    int tensors = 0;
    for (String key : keys) {
      long bad = notFinite(weights.get(key).value());
      if (bad > 0) {
        first = tensors++ == 0 ? key : first;
        inFirst = tensors == 1 ? bad : inFirst;
      }
    }
    if (tensors > 0) {
      throw new CheckpointException(
          weights.source() + ", tensor " + first,
          "finite numbers",
          inFirst + " NaN or infinite, and such in " + tensors + " of " + weights.keys().size(),
          "take an earlier checkpoint: training diverged, or the numbers overflowed when"
              + " converted");
    }
  }

  /** How many values of a tensor are NaN or infinite; 0 for whole numbers. */
  static long notFinite(HostTensor tensor) {
    return switch (tensor.dtype()) {
      case FLOAT32 -> floats(tensor);
      case FLOAT64 -> count(tensor, (data, at) -> Double.isFinite(data.getDouble(at)));
      case FLOAT16 -> count(tensor, (data, at) -> (data.getShort(at) & 0x7c00) != 0x7c00);
      case BFLOAT16 -> count(tensor, (data, at) -> (data.getShort(at) & 0x7f80) != 0x7f80);
      case FLOAT8_E4M3 -> count(tensor, (data, at) -> (data.get(at) & 0x7f) != 0x7f);
      case FLOAT8_E5M2 -> count(tensor, (data, at) -> (data.get(at) & 0x7c) != 0x7c);
      case INT64, INT32, INT16, INT8, UINT8, BOOL -> 0;
    };
  }

  private static long floats(HostTensor tensor) {
    IntBuffer bits = tensor.data().asIntBuffer();
    int[] chunk = new int[CHUNK];
    long bad = 0;
    while (bits.hasRemaining()) {
      int n = Math.min(CHUNK, bits.remaining());
      bits.get(chunk, 0, n);
      if (mayBeBad(chunk, n)) {
        for (int i = 0; i < n; i++) {
          bad += (chunk[i] & EXPONENT_32) == EXPONENT_32 ? 1 : 0;
        }
      }
    }
    return bad;
  }

  /** A loop without branches: adding one to an exponent of all ones carries into the sign. */
  private static boolean mayBeBad(int[] bits, int n) {
    int carried = 0;
    for (int i = 0; i < n; i++) {
      carried |= (bits[i] & EXPONENT_32) + (1 << 23);
    }
    return carried < 0;
  }

  @FunctionalInterface
  private interface IsFinite {
    boolean at(ByteBuffer data, int at);
  }

  private static long count(HostTensor tensor, IsFinite isFinite) {
    DType type = tensor.dtype();
    ByteBuffer data = tensor.data();
    long bad = 0;
    for (int at = 0; at < data.limit(); at += type.bytes()) {
      bad += isFinite.at(data, at) ? 0 : 1;
    }
    return bad;
  }
}
