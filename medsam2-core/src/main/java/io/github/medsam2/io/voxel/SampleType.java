// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io.voxel;

import io.github.medsam2.image.PixelType;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The element types of files, with their names in each format. In memory a {@link PixelType} holds
 * them: the same where there is one, INT16 for INT8, FLOAT32 for all wider ones.
 */
public enum SampleType {
  UINT8(1, PixelType.UINT8, 2, "u1", "MET_UCHAR", "uchar", "unsigned char", "uint8", "uint8_t"),
  INT8(1, PixelType.INT16, 256, "i1", "MET_CHAR", "signed char", "int8", "int8_t"),
  INT16(
      2,
      PixelType.INT16,
      4,
      "i2",
      "MET_SHORT",
      "short",
      "short int",
      "signed short",
      "signed short int",
      "int16",
      "int16_t"),
  UINT16(
      2,
      PixelType.UINT16,
      512,
      "u2",
      "MET_USHORT",
      "ushort",
      "unsigned short",
      "unsigned short int",
      "uint16",
      "uint16_t"),
  INT32(4, PixelType.FLOAT32, 8, "i4", "MET_INT", "int", "signed int", "int32", "int32_t"),
  UINT32(4, PixelType.FLOAT32, 768, "u4", "MET_UINT", "uint", "unsigned int", "uint32", "uint32_t"),
  INT64(
      8,
      PixelType.FLOAT32,
      1024,
      "i8",
      "MET_LONG_LONG",
      "longlong",
      "long long",
      "long long int",
      "signed long long",
      "signed long long int",
      "int64",
      "int64_t"),
  UINT64(
      8,
      PixelType.FLOAT32,
      1280,
      "u8",
      "MET_ULONG_LONG",
      "ulonglong",
      "unsigned long long",
      "unsigned long long int",
      "uint64",
      "uint64_t"),
  FLOAT32(4, PixelType.FLOAT32, 16, "f4", "MET_FLOAT", "float"),
  FLOAT64(8, PixelType.FLOAT32, 64, "f8", "MET_DOUBLE", "double");

  private final int bytes;
  private final PixelType pixelType;
  private final int niftiCode;
  private final String numpyName;
  private final String metaName;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
  private final List<String> nrrdNames;

  SampleType(
      int bytes,
      PixelType pixelType,
      int niftiCode,
      String numpyName,
      String metaName,
      String... nrrdNames) {
    this.bytes = bytes;
    this.pixelType = pixelType;
    this.niftiCode = niftiCode;
    this.numpyName = numpyName;
    this.metaName = metaName;
    this.nrrdNames = List.of(nrrdNames);
  }

  /** The type of files that holds pixels of a type as they are. */
  public static SampleType of(PixelType type) {
    return valueOf(type.name());
  }

  public static Optional<SampleType> ofNifti(int code) {
    return Arrays.stream(values()).filter(t -> t.niftiCode == code).findFirst();
  }

  public static Optional<SampleType> ofNumpy(String name) {
    return Arrays.stream(values()).filter(t -> t.numpyName.equals(name)).findFirst();
  }

  public static Optional<SampleType> ofMeta(String name) {
    return Arrays.stream(values()).filter(t -> t.metaName.equals(name)).findFirst();
  }

  public static Optional<SampleType> ofNrrd(String name) {
    return Arrays.stream(values()).filter(t -> t.nrrdNames.contains(name)).findFirst();
  }

  /** Bytes of one element in a file. */
  public int bytes() {
    return bytes;
  }

  /** The type that holds elements in memory. */
  PixelType pixelType() {
    return pixelType;
  }

  public int niftiCode() {
    return niftiCode;
  }

  public String numpyName() {
    return numpyName;
  }

  public String metaName() {
    return metaName;
  }

  /** The first of the names NRRD knows. */
  public String nrrdName() {
    return nrrdNames.get(0);
  }

  /** Whether elements are integers that float32 may not hold exactly. */
  boolean isWideInteger() {
    return pixelType == PixelType.FLOAT32 && this != FLOAT32 && this != FLOAT64;
  }

  /** The element at a byte offset, in the buffer's byte order. */
  public double get(ByteBuffer buffer, int at) {
    return switch (this) {
      case UINT8 -> buffer.get(at) & 0xff;
      case INT8 -> buffer.get(at);
      case INT16 -> buffer.getShort(at);
      case UINT16 -> buffer.getShort(at) & 0xffff;
      case INT32 -> buffer.getInt(at);
      case UINT32 -> buffer.getInt(at) & 0xffffffffL;
      case INT64 -> (double) buffer.getLong(at);
      case UINT64 -> unsigned(buffer.getLong(at));
      case FLOAT32 -> buffer.getFloat(at);
      case FLOAT64 -> buffer.getDouble(at);
    };
  }

  private static double unsigned(long value) {
    return value >= 0 ? value : (value >>> 1) * 2.0;
  }
}
