// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.tensor;

import io.github.medsam2.error.InvalidInputException;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A tensor in the JVM's memory, or one that is brought there when its elements are asked for:
 * elements in row-major order, little endian, contiguous.
 *
 * <p>The buffer is shared, not copied: whoever made the tensor decides whether it changes. Reading
 * is thread-safe as long as nobody writes; every accessor returns an independent view. Two tensors
 * are equal when shape, type and bytes are.
 */
public final class HostTensor {
  private final Shape shape;
  private final DType dtype;
  private final Supplier<ByteBuffer> source;

  private HostTensor(Shape shape, DType dtype, Supplier<ByteBuffer> source) {
    this.shape = shape;
    this.dtype = dtype;
    this.source = source;
  }

  /**
   * A tensor over a buffer.
   *
   * @param shape the sizes, all known
   * @param dtype the element type
   * @param data exactly {@code shape.count() * dtype.bytes()} bytes from position to limit
   */
  public HostTensor(Shape shape, DType dtype, ByteBuffer data) {
    this(shape, dtype, constant(checked(shape, dtype, data.slice())));
  }

  private static Supplier<ByteBuffer> constant(ByteBuffer data) {
    return () -> data;
  }

  /**
   * A tensor whose bytes are read when they are asked for, and again when memory was short in
   * between.
   *
   * @param shape the sizes, all known
   * @param dtype the element type
   * @param read makes a buffer of exactly {@code shape.count() * dtype.bytes()} bytes; called from
   *     any thread, perhaps several times
   */
  public static HostTensor lazy(Shape shape, DType dtype, Supplier<ByteBuffer> read) {
    return new HostTensor(
        shape, dtype, new Recent(() -> checked(shape, dtype, read.get().slice())));
  }

  /** Keeps what was read for as long as somebody uses it. */
  private static final class Recent implements Supplier<ByteBuffer> {
    private final Supplier<ByteBuffer> read;
    private volatile @Nullable WeakReference<ByteBuffer> last;

    Recent(Supplier<ByteBuffer> read) {
      this.read = read;
    }

    @Override
    public ByteBuffer get() {
      WeakReference<ByteBuffer> known = last;
      ByteBuffer data = known == null ? null : known.get();
      if (data == null) {
        data = read.get();
        last = new WeakReference<>(data);
      }
      return data;
    }
  }

  private static ByteBuffer checked(Shape shape, DType dtype, ByteBuffer data) {
    long need = bytes(shape, dtype);
    if (data.remaining() != need) {
      throw new InvalidInputException(
          "tensor " + shape + " of " + dtype,
          need + " bytes",
          data.remaining() + " bytes",
          "give a buffer of the size the shape asks for");
    }
    return data;
  }

  private static long bytes(Shape shape, DType dtype) {
    return Math.multiplyExact(shape.count(), dtype.bytes());
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
    return allocate(dtype, shape, bytes(shape, dtype));
  }

  private static HostTensor allocate(DType dtype, Shape shape, long bytes) {
    return new HostTensor(shape, dtype, ByteBuffer.allocate(Math.toIntExact(bytes)));
  }

  /** The sizes. */
  public Shape shape() {
    return shape;
  }

  /** The element type. */
  public DType dtype() {
    return dtype;
  }

  /** How many bytes the elements take; says so without reading them. */
  public long bytes() {
    return bytes(shape, dtype);
  }

  /** A view of the elements: {@link #bytes} bytes from position 0 on, little endian. */
  public ByteBuffer data() {
    return source.get().duplicate().order(ByteOrder.LITTLE_ENDIAN);
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

  /**
   * The values of a FLOAT32 tensor in half precision, each the nearest there is.
   *
   * @throws InvalidInputException when one is not finite, or beyond 65504
   */
  public HostTensor toFloat16() {
    return Narrowing.toFloat16(this);
  }

  /**
   * The values of a FLOAT32 tensor in bfloat16, each the nearest there is: 8 bits of precision over
   * the range of float32.
   *
   * @throws InvalidInputException when one is not finite, or rounds to infinity
   */
  public HostTensor toBfloat16() {
    return Narrowing.toBfloat16(this);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof HostTensor t
        && dtype == t.dtype
        && shape.equals(t.shape)
        && data().equals(t.data());
  }

  @Override
  public int hashCode() {
    return Objects.hash(shape, dtype, data());
  }

  /** Shape and type, for example {@code HostTensor[(1, 256) of FLOAT32]}. */
  @Override
  public String toString() {
    return "HostTensor[" + shape + " of " + dtype + "]";
  }
}
