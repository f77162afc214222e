// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint.storage;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.tensor.HostTensor;
import java.util.Map;

/** The check that a file about to be written will be read again: the readers' limits hold here. */
public final class Writable {
  /** Fewer than a reader takes, so that their descriptions fit as well. */
  private static final int TENSORS = WeightFileBounds.TENSORS / 8;

  private Writable() {}

  public static void require(Map<String, HostTensor> tensors, Map<String, String> metadata) {
    atMost(TENSORS, tensors.size(), "tensors");
    tensors.forEach(
        (key, tensor) -> {
          requireText(key);
          atMost(WeightFileBounds.RANK, tensor.shape().rank(), "axes of tensor " + key);
        });
    metadata.forEach(
        (name, text) -> {
          requireText(name);
          requireText(text);
        });
  }

  private static void requireText(String text) {
    atMost(WeightFileBounds.TEXT_BYTES, Utf8.encode(text).length, "bytes of a key or text");
  }

  public static void atMost(long limit, long count, String what) {
    if (count > limit) {
      throw new InvalidInputException(
          "weights to write",
          "at most " + limit + " " + what,
          Long.toString(count),
          "write several files");
    }
  }
}
