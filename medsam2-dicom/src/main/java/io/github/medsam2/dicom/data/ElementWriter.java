// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.data;

import io.github.medsam2.dicom.error.DicomException;
import java.io.IOException;
import java.io.OutputStream;

/** Writes elements, little endian. */
final class ElementWriter {
  private static final int BLOCK = 1 << 16;
  private final OutputStream out;
  private final boolean explicitVr;

  ElementWriter(OutputStream out, boolean explicitVr) {
    this.out = out;
    this.explicitVr = explicitVr;
  }

  void write(DataSet dataSet) throws IOException {
    for (Element e : dataSet) {
      if (e instanceof Sequence s) {
        sequence(s);
      } else if (e instanceof Fragments f) {
        fragments(f);
      } else if (e instanceof PulledFrames p) {
        frames(p);
      } else {
        bytes((Bytes) e);
      }
    }
  }

  private void sequence(Sequence s) throws IOException {
    header(s.tag(), Vr.SQ, ElementHeader.UNDEFINED);
    for (DataSet item : s.items()) {
      item(ElementHeader.ITEM, ElementHeader.UNDEFINED);
      write(item);
      item(ElementHeader.ITEM_END, 0);
    }
    item(ElementHeader.SEQUENCE_END, 0);
  }

  private void fragments(Fragments f) throws IOException {
    header(f.tag(), f.vr(), ElementHeader.UNDEFINED);
    long[] table = f.offsetTable();
    boolean fits = table.length == 0 || table[table.length - 1] <= 0xffff_ffffL;
    item(ElementHeader.ITEM, fits ? 4L * table.length : 0);
    for (int i = 0; fits && i < table.length; i++) {
      u32(table[i]);
    }
    for (int i = 0; i < f.count(); i++) {
      byte[] fragment = new byte[f.length(i)];
      f.read(i, fragment, 0, fragment.length);
      fragment(fragment);
    }
    item(ElementHeader.SEQUENCE_END, 0);
  }

  private void fragment(byte[] bytes) throws IOException {
    item(ElementHeader.ITEM, bytes.length + (bytes.length & 1));
    out.write(bytes);
    pad(bytes.length, (byte) 0);
  }

  private void frames(PulledFrames f) throws IOException {
    if (!f.isEncapsulated()) {
      header(f.tag(), f.vr(), paddedLength(f, f.length()));
      f.writePlain(out);
      pad(f.length(), (byte) 0);
      return;
    }
    header(f.tag(), f.vr(), ElementHeader.UNDEFINED);
    item(ElementHeader.ITEM, 0);
    for (int i = 0; i < f.count(); i++) {
      fragment(f.frame(i));
    }
    item(ElementHeader.SEQUENCE_END, 0);
  }

  private void bytes(Bytes e) throws IOException {
    header(e.tag(), e.vr(), paddedLength(e, e.length()));
    byte[] block = new byte[(int) Math.min(BLOCK, e.length())];
    for (long at = 0; at < e.length(); at += block.length) {
      int n = (int) Math.min(block.length, e.length() - at);
      e.read(at, block, 0, n);
      out.write(block, 0, n);
    }
    pad(e.length(), e.vr().padding());
  }

  private static long paddedLength(Element e, long length) {
    long even = length + (length & 1);
    if (even >= ElementHeader.UNDEFINED) {
      throw new DicomException(
          Tag.describe(e.tag()), "less than 4 GB", even + " bytes", "compress it, or write parts");
    }
    return even;
  }

  private void pad(long length, byte padding) throws IOException {
    if (length % 2 != 0) {
      out.write(padding);
    }
  }

  /** A short value that outgrew its 16-bit length goes out as UN (PS3.5 6.2.2). */
  private void header(int tag, Vr vr, long length) throws IOException {
    tag(tag);
    if (!explicitVr) {
      u32(length);
      return;
    }
    Vr as = !vr.hasLongLength() && length > 0xffff ? Vr.UN : vr;
    out.write(as.name().charAt(0));
    out.write(as.name().charAt(1));
    if (as.hasLongLength()) {
      u16(0);
      u32(length);
    } else {
      u16((int) length);
    }
  }

  private void item(int tag, long length) throws IOException {
    tag(tag);
    u32(length);
  }

  private void tag(int tag) throws IOException {
    u16(tag >>> 16);
    u16(tag & 0xffff);
  }

  private void u16(int v) throws IOException {
    out.write(v);
    out.write(v >>> 8);
  }

  private void u32(long v) throws IOException {
    u16((int) v);
    u16((int) (v >>> 16));
  }
}
