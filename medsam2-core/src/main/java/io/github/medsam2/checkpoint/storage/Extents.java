// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint.storage;

import io.github.medsam2.tensor.DType;

/** Sizes in bytes, computed so that no product of a hostile shape wraps around. */
public final class Extents {
  private Extents() {}

  /** The product of sizes of at least 0; {@link Long#MAX_VALUE} once it exceeds that. */
  public static long product(long... sizes) {
    long product = 1;
    for (long size : sizes) {
      if (Math.multiplyHigh(product, size) != 0 || product * size < 0) {
        return Long.MAX_VALUE;
      }
      product *= size;
    }
    return product;
  }

  /** Bytes of a shape; {@link Long#MAX_VALUE} when they are more than that. */
  public static long bytes(DType dtype, long... dims) {
    return product(product(dims), dtype.bytes());
  }
}
