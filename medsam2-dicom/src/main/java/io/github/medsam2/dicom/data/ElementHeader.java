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
      return withoutVr(in, position, end, tag, findings);
    }
    if (!vr.hasLongLength()) {
      return new ElementHeader(tag, vr, position + 8, in.u16(position + 6));
    }
    if (end - position < 12) {
      return null;
    }
    ElementHeader whole = new ElementHeader(tag, vr, position + 12, in.u32(position + 8));
    if (in.u16(position + 6) != 0 && !whole.isFollowed(in, end)) {
      ElementHeader brief = new ElementHeader(tag, vr, position + 8, in.u16(position + 6));
      if (brief.isFollowed(in, end)) {
        findings.add(tag, "a length of two bytes where four must stand; read so");
        return brief;
      }
    }
    return whole;
  }

  /** Of the three ways a header without a VR may be meant, the one behind which all goes on. */
  private static ElementHeader withoutVr(
      ByteWindow in, long position, long end, int tag, Findings findings) {
    Vr vr = Tag.vrOf(tag);
    ElementHeader implicit = new ElementHeader(tag, vr, position + 8, in.u32(position + 4));
    ElementHeader brief = new ElementHeader(tag, vr, position + 8, in.u16(position + 6));
    if (!implicit.isFollowed(in, end) && brief.isFollowed(in, end)) {
      findings.add(tag, "a VR that is none; the standard's own taken");
      return brief;
    }
    if (end - position >= 12 && !implicit.isFollowed(in, end)) {
      ElementHeader wide = new ElementHeader(tag, vr, position + 12, in.u32(position + 8));
      if (wide.isFollowed(in, end)) {
        findings.add(tag, "a VR that is not known; the standard's own taken");
        return wide;
      }
    }
    findings.add(tag, "no VR where one must stand; read as if implicit");
    return implicit;
  }

  /** Whether the value ends with the data, or before a header that can follow in explicit VR. */
  boolean isFollowed(ByteWindow in, long end) {
    if (undefined()) {
      return end - value >= 8 && in.u16(value) == 0xfffe;
    }
    long next = value + length;
    if (next >= end - 7) {
      return next == end;
    }
    int nextTag = (in.u16(next) << 16) | in.u16(next + 2);
    if (nextTag >>> 16 == 0xfffe) {
      return nextTag != ITEM && in.u32(next + 4) == 0;
    }
    boolean ascends = Integer.compareUnsigned(nextTag, tag) > 0;
    return ascends && Vr.of(in.u8(next + 4), in.u8(next + 5)) != null;
  }
}
