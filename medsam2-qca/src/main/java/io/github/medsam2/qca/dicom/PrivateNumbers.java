// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.dicom;

import io.github.medsam2.dicom.data.Value;
import io.github.medsam2.dicom.error.DicomException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Numbers of private elements, whose VR a reader without the vendor's dictionary knows only in
 * explicit files. Bytes of unknown kind are text where they look like decimal text; else doubles
 * where all of these are of usual size; else floats.
 */
final class PrivateNumbers {
  private static final double LARGEST = 1e7;
  private static final double SMALLEST = 1e-7;

  private PrivateNumbers() {}

  static double[] of(Value value, DicomException wrong) {
    byte[] bytes = value.bytes();
    double[] found =
        switch (value.vr()) {
          case DS, IS, LO, SH, UC, LT, ST, UT -> text(bytes, wrong);
          case FL, OF -> floats(bytes, wrong);
          case FD, OD -> doubles(bytes, wrong);
          case US -> whole(bytes, 2, wrong, b -> b.getShort() & 0xffff);
          case SS -> whole(bytes, 2, wrong, ByteBuffer::getShort);
          case UL, OL -> whole(bytes, 4, wrong, b -> b.getInt() & 0xffff_ffffL);
          case SL -> whole(bytes, 4, wrong, ByteBuffer::getInt);
          case UN, OB -> guessed(bytes, wrong);
          default -> throw wrong;
        };
    if (!Arrays.stream(found).allMatch(Double::isFinite)) {
      throw wrong;
    }
    return found;
  }

  private interface Reading {
    double next(ByteBuffer bytes);
  }

  private static double[] guessed(byte[] bytes, DicomException wrong) {
    if (isDecimalText(bytes)) {
      return text(bytes, wrong);
    }
    if (bytes.length % 8 == 0) {
      double[] wide = doubles(bytes, wrong);
      if (Arrays.stream(wide).allMatch(PrivateNumbers::isUsual)) {
        return wide;
      }
    }
    return floats(bytes, wrong);
  }

  private static boolean isUsual(double v) {
    return v == 0 || (Math.abs(v) < LARGEST && Math.abs(v) > SMALLEST);
  }

  private static boolean isDecimalText(byte[] bytes) {
    for (byte b : bytes) {
      if (b != 0 && "0123456789+-.eE\\ ".indexOf(b) < 0) {
        return false;
      }
    }
    return bytes.length > 0 && bytes[0] != 0;
  }

  private static double[] text(byte[] bytes, DicomException wrong) {
    String all = new String(bytes, StandardCharsets.US_ASCII).replace('\0', ' ').strip();
    if (all.isEmpty()) {
      return new double[0];
    }
    try {
      return Arrays.stream(all.split("\\\\", -1))
          .mapToDouble(t -> Double.parseDouble(t.strip()))
          .toArray();
    } catch (NumberFormatException notNumbers) {
      throw wrong;
    }
  }

  private static double[] floats(byte[] bytes, DicomException wrong) {
    return whole(bytes, 4, wrong, ByteBuffer::getFloat);
  }

  private static double[] doubles(byte[] bytes, DicomException wrong) {
    return whole(bytes, 8, wrong, ByteBuffer::getDouble);
  }

  private static double[] whole(byte[] bytes, int unit, DicomException wrong, Reading reading) {
    if (bytes.length % unit != 0) {
      throw wrong;
    }
    ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    double[] out = new double[bytes.length / unit];
    for (int i = 0; i < out.length; i++) {
      out[i] = reading.next(b);
    }
    return out;
  }
}
