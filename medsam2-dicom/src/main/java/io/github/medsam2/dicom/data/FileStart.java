// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.data;

import io.github.medsam2.dicom.error.DicomException;

/** Finds where the first element stands: after preamble and prefix, or at the very start. */
final class FileStart {
  private static final int PREAMBLE = 128;

  private FileStart() {}

  static long find(ByteSource source, Strictness strictness, Findings findings) {
    if (prefixAt(source, PREAMBLE)) {
      return PREAMBLE + 4;
    }
    if (strictness == Strictness.STRICT) {
      throw notDicom(source);
    }
    findings.add("no preamble and DICM prefix; read from the first byte");
    if (prefixAt(source, 0)) {
      return 4;
    }
    if (!plausible(source)) {
      throw notDicom(source);
    }
    return 0;
  }

  private static boolean prefixAt(ByteSource source, int at) {
    if (source.size() < at + 4) {
      return false;
    }
    byte[] b = new byte[4];
    source.read(at, b, 0, 4);
    return b[0] == 'D' && b[1] == 'I' && b[2] == 'C' && b[3] == 'M';
  }

  /** A bare data set begins with group 0002 or 0008, whose length fits. */
  private static boolean plausible(ByteSource source) {
    if (source.size() < 8) {
      return false;
    }
    ByteWindow in = new ByteWindow(source, false);
    boolean group = in.u16(0) == 2 || in.u16(0) == 8;
    boolean vr = Vr.of(in.u8(4), in.u8(5)) != null;
    return group && (vr || in.u32(4) <= source.size() - 8);
  }

  private static DicomException notDicom(ByteSource source) {
    return new DicomException(
        "file",
        "a DICOM file (DICM after 128 bytes)",
        source.size() == 0 ? "no byte" : source.size() + " bytes of something else",
        "check the file");
  }
}
