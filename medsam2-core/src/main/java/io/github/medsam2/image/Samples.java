// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

import io.github.medsam2.error.InvalidInputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Samples of one {@link PixelType} in a little-endian buffer, read as floats. */
final class Samples {
  private final PixelType type;
  private final ByteBuffer data;

  Samples(String where, PixelType type, ByteBuffer buffer, int... sizes) {
    this.type = type;
    this.data = buffer.slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    checkSizes(where, data.capacity(), type.bytes(), sizes);
  }

  /** Checks that a buffer has exactly the bytes of a grid, whose sizes are all at least 1. */
  static void checkSizes(String where, int found, int bytes, int... sizes) {
    long need = bytes;
    for (int size : sizes) {
      // No buffer is larger than 2^31, so what exceeds it is wrong before the product overflows.
      need = size < 1 || need > Integer.MAX_VALUE ? Long.MAX_VALUE : need * size;
    }
    if (found != need) {
      throw new InvalidInputException(
          where,
          "sizes of at least 1 and a buffer of exactly their samples of " + bytes + " bytes",
          "sizes " + Arrays.toString(sizes) + " and " + found + " bytes",
          "give sizes and a buffer that belong together");
    }
  }

  /** The refusal of an index off the grid: formulas for offsets would give other samples. */
  static InvalidInputException off(String what, String index, String sizes) {
    return new InvalidInputException(
        what, "one on the grid of " + sizes + ", counted from 0", index, "ask for one on the grid");
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

  /** An empty buffer for samples. */
  static ByteBuffer allocate(PixelType type, int count) {
    return ByteBuffer.allocate(Math.multiplyExact(count, type.bytes()))
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Writes a sample that its type can hold. */
  static void put(ByteBuffer buffer, PixelType type, int index, float value) {
    switch (type) {
      case UINT8 -> buffer.put(index, (byte) (int) value);
      case INT16, UINT16 -> buffer.putShort(2 * index, (short) (int) value);
      case FLOAT32 -> buffer.putFloat(4 * index, value);
    }
  }

  /** How many samples there are. */
  int count() {
    return data.capacity() / type.bytes();
  }

  /** Every step-th sample from the first on, as floats. */
  float[] floats(int first, int step) {
    float[] out = new float[(count() - first + step - 1) / step];
    for (int i = 0; i < out.length; i++) {
      out[i] = get(first + i * step);
    }
    return out;
  }

  /** Every step-th byte from the first on; only of 8-bit samples. */
  byte[] bytes(int first, int step) {
    byte[] out = new byte[(count() - first + step - 1) / step];
    if (step == 1) {
      data.get(first, out);
      return out;
    }
    for (int i = 0; i < out.length; i++) {
      out[i] = data.get(first + i * step);
    }
    return out;
  }

  ByteBuffer buffer() {
    return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  ByteBuffer slice(int firstSample, int count) {
    return data.slice(firstSample * type.bytes(), count * type.bytes())
        .order(ByteOrder.LITTLE_ENDIAN);
  }
}
