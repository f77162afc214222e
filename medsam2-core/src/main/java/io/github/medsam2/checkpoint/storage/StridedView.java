// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint.storage;

import io.github.medsam2.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * A tensor as torch sees it: element {@code (i, j, ..)} is number {@code offset + i * strides[0] +
 * j * strides[1] + ..} of a storage. Strides count elements and are at least 0; a stride of 0
 * repeats. Several views may share a storage.
 */
public final class StridedView {
  private final long offset;
  private final long[] sizes;
  private final long[] strides;

  /** All numbers at least 0, as many strides as sizes. */
  public StridedView(long offset, long[] sizes, long[] strides) {
    this.offset = offset;
    this.sizes = sizes.clone();
    this.strides = strides.clone();
  }

  /** The view of elements that lie side by side, last axis fastest. */
  public static StridedView rowMajor(Shape shape) {
    long[] sizes = shape.dims();
    long[] strides = new long[sizes.length];
    long step = 1;
    for (int i = sizes.length - 1; i >= 0; i--) {
      strides[i] = step;
      step = Extents.product(step, Math.max(1, sizes[i]));
    }
    return new StridedView(0, sizes, strides);
  }

  /** One of equal parts along the first axis; none where that cannot be cut so. */
  Optional<StridedView> rows(int part, int parts) {
    if (sizes.length == 0 || sizes[0] % parts != 0) {
      return Optional.empty();
    }
    long[] fewer = sizes.clone();
    fewer[0] /= parts;
    return Optional.of(new StridedView(offset + part * fewer[0] * strides[0], fewer, strides));
  }

  public Shape shape() {
    return Shape.of(sizes);
  }

  public long offset() {
    return offset;
  }

  /** The number of elements; {@link Long#MAX_VALUE} when it exceeds that. */
  public long count() {
    return Extents.product(sizes);
  }

  /** Elements of the storage from the first to the last one used; as {@link #count} if too many. */
  public long span() {
    if (count() == 0) {
      return 0;
    }
    long last = 0;
    for (int i = 0; i < sizes.length; i++) {
      long reach = Extents.product(sizes[i] - 1, strides[i]);
      last = reach > Long.MAX_VALUE - 1 - last ? Long.MAX_VALUE - 1 : last + reach;
    }
    return last + 1;
  }

  /** Whether the elements lie side by side in row-major order. */
  public boolean isContiguous() {
    long step = 1;
    for (int i = sizes.length - 1; i >= 0; i--) {
      if (sizes[i] != 1 && strides[i] != step && count() != 0) {
        return false;
      }
      step *= sizes[i];
    }
    return true;
  }

  /**
   * Puts the elements in row-major order.
   *
   * @param from the storage from {@link #offset} on, {@link #span} elements
   * @param width bytes of an element: 1, 2, 4 or 8
   * @param to room for {@link #count} elements
   */
  void gather(ByteBuffer from, int width, ByteBuffer to) {
    long[] index = new long[sizes.length];
    long element = 0;
    for (long n = count(); n > 0; n--) {
      copy(from, Math.toIntExact(element * width), width, to);
      element = next(index, element);
    }
  }

  private long next(long[] index, long element) {
    long at = element;
    for (int i = sizes.length - 1; i >= 0; i--) {
      at += strides[i];
      if (++index[i] < sizes[i]) {
        return at;
      }
      at -= sizes[i] * strides[i];
      index[i] = 0;
    }
    return at;
  }

  private static void copy(ByteBuffer from, int at, int width, ByteBuffer to) {
    switch (width) {
      case 1 -> to.put(from.get(at));
      case 2 -> to.putShort(from.getShort(at));
      case 4 -> to.putInt(from.getInt(at));
      default -> to.putLong(from.getLong(at));
    }
  }

  @Override
  public String toString() {
    return "shape " + shape() + " with strides " + Arrays.toString(strides) + " from " + offset;
  }
}
