// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.data;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Spells out DICOM bytes one field after the other, right or wrong, in any layout. */
public final class RawDicom {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final boolean explicit;
  private final boolean big;

  private RawDicom(boolean explicit, boolean big) {
    this.explicit = explicit;
    this.big = big;
  }

  public static RawDicom explicitLittle() {
    return new RawDicom(true, false);
  }

  public static RawDicom implicitLittle() {
    return new RawDicom(false, false);
  }

  public static RawDicom explicitBig() {
    return new RawDicom(true, true);
  }

  /** A whole file: preamble, prefix, a file meta group with the syntax, and these elements. */
  public byte[] file(String syntaxUid) {
    return file(syntaxUid, out.toByteArray());
  }

  public static byte[] file(String syntaxUid, byte[] body) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(new byte[128]);
    file.writeBytes("DICM".getBytes(StandardCharsets.US_ASCII));
    String padded = syntaxUid.length() % 2 == 0 ? syntaxUid : syntaxUid + "\0";
    RawDicom meta = explicitLittle().text(0x00020010, "UI", padded);
    file.writeBytes(meta.bytes());
    file.writeBytes(body);
    return file.toByteArray();
  }

  public byte[] bytes() {
    return out.toByteArray();
  }

  public RawDicom u16(int v) {
    out.write(big ? v >>> 8 : v);
    out.write(big ? v : v >>> 8);
    return this;
  }

  public RawDicom u32(long v) {
    int low = (int) (v & 0xffff);
    int high = (int) (v >>> 16) & 0xffff;
    return big ? u16(high).u16(low) : u16(low).u16(high);
  }

  public RawDicom raw(byte... bytes) {
    out.writeBytes(bytes);
    return this;
  }

  /** Tag, VR and length of an element. */
  public RawDicom header(int tag, String vr, long length) {
    u16(tag >>> 16).u16(tag & 0xffff);
    if (!explicit) {
      return u32(length);
    }
    raw(vr.getBytes(StandardCharsets.US_ASCII));
    boolean wide = "OB OD OF OL OV OW SQ SV UC UN UR UT UV".contains(vr);
    return wide ? u16(0).u32(length) : u16((int) length);
  }

  public RawDicom element(int tag, String vr, byte... value) {
    return header(tag, vr, value.length).raw(value);
  }

  public RawDicom text(int tag, String vr, String value) {
    return element(tag, vr, value.getBytes(StandardCharsets.ISO_8859_1));
  }

  public RawDicom us(int tag, int value) {
    return header(tag, "US", 2).u16(value);
  }

  /** An item, delimiter or fragment header. */
  public RawDicom item(int tag, long length) {
    return u16(tag >>> 16).u16(tag & 0xffff).u32(length);
  }
}
