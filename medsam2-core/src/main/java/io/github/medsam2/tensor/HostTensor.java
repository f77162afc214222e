// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.tensor;

import io.github.medsam2.error.InvalidInputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;

/**
 * A tensor in the JVM's memory: elements in row-major order, little endian, contiguous.
 *
 * <p>The buffer is shared, not copied: whoever made the tensor decides whether it changes. Reading
 * is thread-safe as long as nobody writes; every accessor returns an independent view.
 *
 * @param shape the sizes, all known
 * @param dtype the element type
 * @param data exactly {@code shape.count() * dtype.bytes()} bytes from position 0 to the limit
 */
public record HostTensor(Shape shape, DType dtype, ByteBuffer data) {

  /** Checks that the buffer has exactly the size the shape asks for. */
  public HostTensor {
    long need = Math.multiplyExact(shape.count(), dtype.bytes());
    data = data.slice().order(ByteOrder.LITTLE_ENDIAN);
    if (data.capacity() != need) {
      throw new InvalidInputException(
          "tensor " + shape + " of " + dtype,
          need + " bytes",
          data.capacity() + " bytes",
          "give a buffer of the size the shape asks for");
    }
  }

  /** A float32 tensor over a copy of {@code values}. */
  public static HostTensor of(float[] values, long... dims) {
    HostTensor t = allocate(DType.FLOAT32, Shape.of(dims), (long) values.length * Float.BYTES);
    t.floats().put(values);
    return t;
  }

  /** An int64 tensor over a copy of {@code values}. */
  public static HostTensor of(long[] values, long... dims) {
    HostTensor t = allocate(DType.INT64, Shape.of(dims), (long) values.length * Long.BYTES);
    t.longs().put(values);
    return t;
  }

  /** A tensor of zeros on the heap. */
  public static HostTensor zeros(DType dtype, Shape shape) {
    return allocate(dtype, shape, Math.multiplyExact(shape.count(), dtype.bytes()));
  }

  private static HostTensor allocate(DType dtype, Shape shape, long bytes) {
    return new HostTensor(shape, dtype, ByteBuffer.allocate(Math.toIntExact(bytes)));
  }

  @Override
  public ByteBuffer data() {
    return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The elements of a {@link DType#FLOAT32} tensor, without a copy. */
  public FloatBuffer floats() {
    require(DType.FLOAT32);
    return data().asFloatBuffer();
  }

  /** The elements of an {@link DType#INT64} tensor, without a copy. */
  public LongBuffer longs() {
    require(DType.INT64);
    return data().asLongBuffer();
  }

  /** A copy of the elements of a {@link DType#FLOAT32} tensor. */
  public float[] toFloatArray() {
    float[] out = new float[Math.toIntExact(shape.count())];
    floats().get(out);
    return out;
  }

  private void require(DType wanted) {
    if (dtype != wanted) {
      throw new InvalidInputException(
          "tensor " + shape, wanted.toString(), dtype.toString(), "convert the tensor first");
    }
  }
}
