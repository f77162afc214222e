// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.nninteractive;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.image.PixelType;
import java.nio.ByteBuffer;
import java.util.Locale;

/** The numbers an array may hold, little endian. */
enum DataType {
  BOOL(1, PixelType.UINT8),
  UINT8(1, PixelType.UINT8),
  INT8(1, PixelType.INT16),
  INT16(2, PixelType.INT16),
  UINT16(2, PixelType.UINT16),
  INT32(4, PixelType.FLOAT32),
  UINT32(4, PixelType.FLOAT32),
  INT64(8, PixelType.FLOAT32),
  UINT64(8, PixelType.FLOAT32),
  FLOAT32(4, PixelType.FLOAT32),
  FLOAT64(8, PixelType.FLOAT32);

  private final int bytes;
  private final PixelType pixels;

  DataType(int bytes, PixelType pixels) {
    this.bytes = bytes;
    this.pixels = pixels;
  }

  /** By its name in numpy. */
  static DataType named(String name) {
    for (DataType type : values()) {
      if (type.name().toLowerCase(Locale.ROOT).equals(name)) {
        return type;
      }
    }
    throw new FormatException(
        "array, type", "numbers or truth values", "another type", "send numbers");
  }

  int bytes() {
    return bytes;
  }

  /** The type of pixels that holds its values, or comes closest. */
  PixelType pixels() {
    return pixels;
  }

  boolean isWhole() {
    return this != FLOAT32 && this != FLOAT64;
  }

  /** One value. */
  double get(ByteBuffer data, int index) {
    return switch (this) {
      case BOOL, UINT8 -> data.get(index) & 0xff;
      case INT8 -> data.get(index);
      case INT16 -> data.getShort(2 * index);
      case UINT16 -> data.getShort(2 * index) & 0xffff;
      case INT32 -> data.getInt(4 * index);
      case UINT32 -> data.getInt(4 * index) & 0xffffffffL;
      case INT64, UINT64 -> data.getLong(8 * index);
      case FLOAT32 -> data.getFloat(4 * index);
      case FLOAT64 -> data.getDouble(8 * index);
    };
  }
}
