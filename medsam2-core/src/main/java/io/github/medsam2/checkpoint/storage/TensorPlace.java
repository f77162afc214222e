// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint.storage;

import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.HostTensor;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Where the elements of a tensor lie in a file.
 *
 * @param dtype their type
 * @param view how they follow each other from {@code start} on
 * @param start the offset in the file of the first element used
 */
public record TensorPlace(DType dtype, StridedView view, long start) {

  /** Bytes from the first to the last element used. */
  public long span() {
    return Extents.product(view.span(), dtype.bytes());
  }

  /**
   * One of equal parts along the first axis; none where that cannot be cut so.
   *
   * @param part 0 to {@code parts - 1}
   */
  public Optional<TensorPlace> part(int part, int parts) {
    if (parts == 1) {
      return Optional.of(this);
    }
    return view.rows(part, parts)
        .map(v -> new TensorPlace(dtype, v, start + (v.offset() - view.offset()) * dtype.bytes()));
  }

  /** The tensor, whose elements are read when they are asked for. */
  public HostTensor in(WeightFile file) {
    return HostTensor.lazy(view.shape(), dtype, () -> read(file));
  }

  private ByteBuffer read(WeightFile file) {
    ByteBuffer used = file.read(start, span());
    if (view.isContiguous()) {
      return used.asReadOnlyBuffer();
    }
    ByteBuffer rows = HostTensor.zeros(dtype, view.shape()).data();
    view.gather(used, dtype.bytes(), rows);
    return rows.flip().asReadOnlyBuffer();
  }
}
