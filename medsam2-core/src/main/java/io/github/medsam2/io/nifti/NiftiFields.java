// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io.nifti;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.io.voxel.Input;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The fields of a NIfTI-1 or NIfTI-2 header by name. Version 1 holds 348 bytes of int16 and
 * float32, version 2 holds 540 bytes of int64 and float64, in the byte order in which the first
 * int32 is that size.
 */
final class NiftiFields {
  private static final int SIZE_1 = 348;
  static final int SIZE_2 = 540;

  private final byte[] bytes;
  private final ByteBuffer header;
  private final boolean two;

  private NiftiFields(byte[] bytes, ByteOrder order) {
    this.bytes = bytes;
    this.header = ByteBuffer.wrap(bytes).order(order);
    this.two = bytes.length == SIZE_2;
  }

  /** Reads a header from where the input stands. */
  static NiftiFields read(Input in) throws IOException {
    byte[] start = in.bytes(4);
    for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
      int size = ByteBuffer.wrap(start).order(order).getInt();
      if (size == SIZE_1 || size == SIZE_2) {
        byte[] bytes = Arrays.copyOf(start, size);
        System.arraycopy(in.bytes(size - 4), 0, bytes, 4, size - 4);
        return new NiftiFields(bytes, order);
      }
    }
    throw new FormatException(
        "NIfTI header, byte 0",
        "a header of 348 (NIfTI-1) or 540 (NIfTI-2) bytes",
        "another size",
        "give a NIfTI file");
  }

  /** An empty little-endian header of version 1 or 2. */
  static NiftiFields create(boolean two) {
    int size = two ? SIZE_2 : SIZE_1;
    NiftiFields fields = new NiftiFields(new byte[size], ByteOrder.LITTLE_ENDIAN);
    fields.header.putInt(0, size);
    return fields;
  }

  ByteOrder order() {
    return header.order();
  }

  byte[] bytes() {
    return bytes;
  }

  int size() {
    return bytes.length;
  }

  /** The first three characters of the magic: "n+1" or "n+2" for one file, "ni1", "ni2" for two. */
  String magic() {
    return new String(bytes, two ? 4 : 344, 3, StandardCharsets.ISO_8859_1);
  }

  void setMagic(boolean single) {
    String magic = (single ? "n+" : "ni") + (two ? "2\0\r\n\032\n" : "1\0");
    header.put(two ? 4 : 344, magic.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** dim[i], 0 to 7. */
  long dim(int i) {
    return two ? header.getLong(16 + 8 * i) : header.getShort(40 + 2 * i);
  }

  void setDim(int i, long value) {
    if (two) {
      header.putLong(16 + 8 * i, value);
    } else {
      header.putShort(40 + 2 * i, (short) value);
    }
  }

  int datatype() {
    return header.getShort(two ? 12 : 70);
  }

  void setDatatype(int code, int bits) {
    header.putShort(two ? 12 : 70, (short) code);
    header.putShort(two ? 14 : 72, (short) bits);
  }

  int bitpix() {
    return header.getShort(two ? 14 : 72);
  }

  /** pixdim[i], 0 to 7. */
  double pixdim(int i) {
    return real(76, 104, i);
  }

  void setPixdim(int i, double value) {
    setReal(76, 104, i, value);
  }

  double voxOffset() {
    return two ? header.getLong(168) : header.getFloat(108);
  }

  void setVoxOffset(int value) {
    if (two) {
      header.putLong(168, value);
    } else {
      header.putFloat(108, value);
    }
  }

  double slope() {
    return real(112, 176, 0);
  }

  double intercept() {
    return real(112, 176, 1);
  }

  void setScaling(double slope, double intercept) {
    setReal(112, 176, 0, slope);
    setReal(112, 176, 1, intercept);
  }

  int spaceUnits() {
    return (two ? header.getInt(500) : header.get(123)) & 7;
  }

  void setSpaceUnits(int code) {
    if (two) {
      header.putInt(500, code);
    } else {
      header.put(123, (byte) code);
    }
  }

  int qformCode() {
    return two ? header.getInt(344) : header.getShort(252);
  }

  int sformCode() {
    return two ? header.getInt(348) : header.getShort(254);
  }

  void setCodes(int qform, int sform) {
    if (two) {
      header.putInt(344, qform).putInt(348, sform);
    } else {
      header.putShort(252, (short) qform).putShort(254, (short) sform);
    }
  }

  /** quatern_b, c, d and qoffset_x, y, z: 0 to 5. */
  double quatern(int i) {
    return real(256, 352, i);
  }

  void setQuatern(int i, double value) {
    setReal(256, 352, i, value);
  }

  /** srow_x, srow_y and srow_z: 0 to 11. */
  double srow(int i) {
    return real(280, 400, i);
  }

  void setSrow(int i, double value) {
    setReal(280, 400, i, value);
  }

  private double real(int at1, int at2, int i) {
    return two ? header.getDouble(at2 + 8 * i) : header.getFloat(at1 + 4 * i);
  }

  private void setReal(int at1, int at2, int i, double value) {
    if (two) {
      header.putDouble(at2 + 8 * i, value);
    } else {
      header.putFloat(at1 + 4 * i, (float) value);
    }
  }
}
