package io.github.medsam2.image;

import io.github.medsam2.error.InvalidInputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Samples of one {@link PixelType} in a little-endian buffer, read as floats. */
final class Samples {
  private final PixelType type;
  private final ByteBuffer data;

  Samples(String where, PixelType type, ByteBuffer buffer, long count) {
    this.type = type;
    this.data = buffer.slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    long need = Math.multiplyExact(count, type.bytes());
    if (data.capacity() != need) {
      throw new InvalidInputException(
          where,
          need + " bytes for " + count + " samples of " + type,
          data.capacity() + " bytes",
          "give a buffer of that size");
    }
  }

  PixelType type() {
    return type;
  }

  float get(int index) {
    return switch (type) {
      case UINT8 -> data.get(index) & 0xff;
      case INT16 -> data.getShort(2 * index);
      case UINT16 -> data.getShort(2 * index) & 0xffff;
      case FLOAT32 -> data.getFloat(4 * index);
    };
  }

  ByteBuffer buffer() {
    return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  ByteBuffer slice(int firstSample, int count) {
    return data.slice(firstSample * type.bytes(), count * type.bytes())
        .order(ByteOrder.LITTLE_ENDIAN);
  }
}
