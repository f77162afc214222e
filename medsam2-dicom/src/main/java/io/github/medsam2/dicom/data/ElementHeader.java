// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.data;

import org.jspecify.annotations.Nullable;

/**
 * What stands before a value.
 *
 * @param tag group in the upper, element in the lower 16 bits
 * @param vr the VR, or null for items and delimiters
 * @param value position of the value's first byte
 * @param length bytes of the value, or {@link #UNDEFINED}
 */
record ElementHeader(int tag, @Nullable Vr vr, long value, long length) {
  static final long UNDEFINED = 0xffff_ffffL;
  static final int ITEM = 0xfffe_e000;
  static final int ITEM_END = 0xfffe_e00d;
  static final int SEQUENCE_END = 0xfffe_e0dd;

  boolean undefined() {
    return length == UNDEFINED;
  }

  /** Reads the header at a position, or null where fewer bytes remain than it takes. */
  static @Nullable ElementHeader read(
      ByteWindow in, long position, long end, boolean explicitVr, Findings findings) {
    if (end - position < 8) {
      return null;
    }
    int tag = (in.u16(position) << 16) | in.u16(position + 2);
    if (tag >>> 16 == 0xfffe) {
      return new ElementHeader(tag, null, position + 8, in.u32(position + 4));
    }
    if (!explicitVr) {
      return new ElementHeader(tag, Tag.vrOf(tag), position + 8, in.u32(position + 4));
    }
    return explicit(in, position, end, tag, findings);
  }

  private static @Nullable ElementHeader explicit(
      ByteWindow in, long position, long end, int tag, Findings findings) {
    Vr vr = Vr.of(in.u8(position + 4), in.u8(position + 5));
    if (vr == null) {
      findings.add(tag, "no VR where one must stand; read as if implicit");
      return new ElementHeader(tag, Tag.vrOf(tag), position + 8, in.u32(position + 4));
    }
    if (!vr.hasLongLength()) {
      return new ElementHeader(tag, vr, position + 8, in.u16(position + 6));
    }
    return end - position < 12
        ? null
        : new ElementHeader(tag, vr, position + 12, in.u32(position + 8));
  }
}
