// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.data;

import org.jspecify.annotations.Nullable;

/**
 * A value representation: how the bytes of an element's value are to be read (PS3.5 section 6.2).
 */
public enum Vr {
  AE(Kind.TEXT, 1, false),
  AS(Kind.TEXT, 1, false),
  AT(Kind.BINARY, 2, false),
  CS(Kind.TEXT, 1, false),
  DA(Kind.TEXT, 1, false),
  DS(Kind.TEXT, 1, false),
  DT(Kind.TEXT, 1, false),
  FD(Kind.BINARY, 8, false),
  FL(Kind.BINARY, 4, false),
  IS(Kind.TEXT, 1, false),
  LO(Kind.LOCAL_TEXT, 1, false),
  LT(Kind.LOCAL_TEXT, 1, false),
  OB(Kind.BINARY, 1, true),
  OD(Kind.BINARY, 8, true),
  OF(Kind.BINARY, 4, true),
  OL(Kind.BINARY, 4, true),
  OV(Kind.BINARY, 8, true),
  OW(Kind.BINARY, 2, true),
  PN(Kind.LOCAL_TEXT, 1, false),
  SH(Kind.LOCAL_TEXT, 1, false),
  SL(Kind.BINARY, 4, false),
  SQ(Kind.SEQUENCE, 1, true),
  SS(Kind.BINARY, 2, false),
  ST(Kind.LOCAL_TEXT, 1, false),
  SV(Kind.BINARY, 8, true),
  TM(Kind.TEXT, 1, false),
  UC(Kind.LOCAL_TEXT, 1, true),
  UI(Kind.TEXT, 1, false),
  UL(Kind.BINARY, 4, false),
  UN(Kind.BINARY, 1, true),
  UR(Kind.TEXT, 1, true),
  US(Kind.BINARY, 2, false),
  UT(Kind.LOCAL_TEXT, 1, true),
  UV(Kind.BINARY, 8, true);

  private enum Kind {
    TEXT,
    /** Text in the data set's own character set. */
    LOCAL_TEXT,
    BINARY,
    SEQUENCE
  }

  private final Kind kind;
  private final int unit;
  private final boolean longLength;

  Vr(Kind kind, int unit, boolean longLength) {
    this.kind = kind;
    this.unit = unit;
    this.longLength = longLength;
  }

  /** The VR of two ASCII letters, or null where they name none. */
  static @Nullable Vr of(int first, int second) {
    return switch ((first << 8) | second) {
      case 0x4145 -> AE;
      case 0x4153 -> AS;
      case 0x4154 -> AT;
      case 0x4353 -> CS;
      case 0x4441 -> DA;
      case 0x4453 -> DS;
      case 0x4454 -> DT;
      case 0x4644 -> FD;
      case 0x464c -> FL;
      case 0x4953 -> IS;
      case 0x4c4f -> LO;
      case 0x4c54 -> LT;
      case 0x4f42 -> OB;
      case 0x4f44 -> OD;
      case 0x4f46 -> OF;
      case 0x4f4c -> OL;
      case 0x4f56 -> OV;
      case 0x4f57 -> OW;
      case 0x504e -> PN;
      case 0x5348 -> SH;
      case 0x534c -> SL;
      case 0x5351 -> SQ;
      case 0x5353 -> SS;
      case 0x5354 -> ST;
      case 0x5356 -> SV;
      case 0x544d -> TM;
      case 0x5543 -> UC;
      case 0x5549 -> UI;
      case 0x554c -> UL;
      case 0x554e -> UN;
      case 0x5552 -> UR;
      case 0x5553 -> US;
      case 0x5554 -> UT;
      case 0x5556 -> UV;
      default -> null;
    };
  }

  /** Whether an explicit VR header gives the length in 32 bits. */
  boolean hasLongLength() {
    return longLength;
  }

  /** Bytes that turn together when the byte order changes. */
  public int unit() {
    return unit;
  }

  /** Whether the value is characters. */
  public boolean isText() {
    return kind == Kind.TEXT || kind == Kind.LOCAL_TEXT;
  }

  /** Whether the value is characters of the data set's specific character set. */
  public boolean isLocalText() {
    return kind == Kind.LOCAL_TEXT;
  }

  /** Whether a backslash in the text is a character, not a separator of values. */
  boolean isSingleText() {
    return this == LT || this == ST || this == UT || this == UR;
  }

  /** The byte that makes a value's length even. */
  byte padding() {
    return (byte) (isText() && this != UI ? ' ' : 0);
  }
}
