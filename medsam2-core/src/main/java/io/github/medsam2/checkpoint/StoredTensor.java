// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint;

import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import io.github.medsam2.tensor.Widening;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A tensor of a checkpoint: its values, and where they lie in a file if they lie there as they are.
 *
 * @param value the elements, contiguous; read from the file, or held in memory
 * @param region the bytes in a file that equal {@code value.data()}; none when the values had to be
 *     rearranged or live in memory only
 */
public record StoredTensor(HostTensor value, @Nullable FileRegion region) {

  /**
   * Bytes in a file.
   *
   * @param file absolute path
   * @param offset of the first byte
   * @param length in bytes
   */
  public record FileRegion(Path file, long offset, long length) {}

  /** Rows {@code from} to {@code to} (exclusive) of the first axis, where they lie. */
  public StoredTensor rows(long from, long to) {
    Shape shape = value.shape().with(0, to - from);
    long row = value.bytes() / Math.max(1, value.shape().dim(0));
    HostTensor part =
        HostTensor.lazy(
            shape,
            value.dtype(),
            () ->
                value
                    .data()
                    .slice(Math.toIntExact(from * row), Math.toIntExact((to - from) * row)));
    FileRegion there =
        region == null
            ? null
            : new FileRegion(region.file(), region.offset() + from * row, (to - from) * row);
    return new StoredTensor(part, there);
  }

  /**
   * The values as float32: as they are, widened exactly from half or bfloat16, or rounded from
   * double. A copy on the heap unless they are float32 already.
   *
   * @throws io.github.medsam2.error.InvalidInputException when they are no real numbers
   */
  public HostTensor toFloat32() {
    return Widening.toFloat32(value);
  }
}
