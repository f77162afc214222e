// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.data;

import io.github.medsam2.dicom.error.DicomException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** An element whose value is in memory. */
public final class Value implements Bytes {
  private final int tag;
  private final Vr vr;
  private final byte[] bytes;

  /** Takes the array itself; the caller does not write to it afterwards. */
  Value(int tag, Vr vr, byte[] bytes) {
    this.tag = tag;
    this.vr = vr;
    this.bytes = bytes;
  }

  /** A value over a copy of little-endian bytes. */
  public static Value of(int tag, Vr vr, byte[] bytes) {
    return new Value(tag, vr, bytes.clone());
  }

  @Override
  public int tag() {
    return tag;
  }

  @Override
  public Vr vr() {
    return vr;
  }

  /** The VR to read with: that of the standard where the file says unknown. */
  Vr readAs() {
    return vr == Vr.UN ? Tag.vrOf(tag) : vr;
  }

  @Override
  public long length() {
    return bytes.length;
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public void read(long at, byte[] target, int offset, int count) {
    System.arraycopy(bytes, Math.toIntExact(at), target, offset, count);
  }

  /** The text, without the padding at its end. */
  String text(SpecificCharacterSet characters) {
    Vr as = readAs();
    String all = (as.isLocalText() ? characters : SpecificCharacterSet.ASCII).decode(bytes, as);
    int end = all.length();
    while (end > 0 && (all.charAt(end - 1) == ' ' || all.charAt(end - 1) == 0)) {
      end--;
    }
    return all.substring(0, end);
  }

  /** The values of the text, split at backslashes and trimmed. */
  List<String> texts(SpecificCharacterSet characters) {
    String all = text(characters);
    if (all.isEmpty()) {
      return List.of();
    }
    if (readAs().isSingleText()) {
      return List.of(all);
    }
    return List.of(all.split("\\\\", -1)).stream().map(Value::trimmed).toList();
  }

  /** Without blanks of any kind and the zeros some writers pad with. */
  private static String trimmed(String text) {
    return text.trim().strip();
  }

  /** The values as whole numbers. */
  long[] longs() {
    Vr as = readAs();
    if (as.isText()) {
      return numbers().asLongs();
    }
    ByteBuffer b = buffer();
    int n = bytes.length / (as == Vr.AT ? 4 : as.unit());
    long[] out = new long[n];
    for (int i = 0; i < n; i++) {
      out[i] = integer(as, b, i);
    }
    return out;
  }

  private long integer(Vr as, ByteBuffer b, int i) {
    return switch (as) {
      case US, OW -> b.getShort(2 * i) & 0xffffL;
      case SS -> b.getShort(2 * i);
      case UL, OL -> b.getInt(4 * i) & 0xffff_ffffL;
      case SL -> b.getInt(4 * i);
      case SV, UV, OV -> b.getLong(8 * i);
      case OB -> b.get(i) & 0xffL;
      case AT -> ((b.getShort(4 * i) & 0xffffL) << 16) | (b.getShort(4 * i + 2) & 0xffffL);
      default -> throw malformed("whole numbers");
    };
  }

  /** The values as real numbers. */
  double[] doubles() {
    Vr as = readAs();
    if (as.isText()) {
      return numbers().asDoubles();
    }
    boolean real = as == Vr.FL || as == Vr.OF || as == Vr.FD || as == Vr.OD;
    if (!real) {
      long[] whole = longs();
      double[] out = new double[whole.length];
      for (int i = 0; i < out.length; i++) {
        out[i] = whole[i];
      }
      return out;
    }
    ByteBuffer b = buffer();
    double[] out = new double[bytes.length / as.unit()];
    for (int i = 0; i < out.length; i++) {
      out[i] = as.unit() == 4 ? b.getFloat(4 * i) : b.getDouble(8 * i);
    }
    return out;
  }

  /** The values as real numbers, each by itself: empty where one is absent or no finite number. */
  List<OptionalDouble> each() {
    if (readAs().isText()) {
      return numbers().each();
    }
    return Arrays.stream(doubles())
        .mapToObj(v -> Double.isFinite(v) ? OptionalDouble.of(v) : OptionalDouble.empty())
        .toList();
  }

  private NumberText numbers() {
    return new NumberText(texts(SpecificCharacterSet.ASCII), this::malformed);
  }

  private ByteBuffer buffer() {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private DicomException malformed(String expected) {
    return new DicomException(
        Tag.describe(tag) + " " + vr,
        expected,
        bytes.length + " bytes that are not",
        "correct the attribute");
  }

  /** Tag, VR and length, never the value. */
  @Override
  public String toString() {
    return Tag.describe(tag) + " " + vr + " " + bytes.length + " bytes";
  }
}
