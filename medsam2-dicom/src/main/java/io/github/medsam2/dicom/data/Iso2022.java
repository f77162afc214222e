// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.data;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Text with ISO 2022 escape sequences, each of which switches the set of the bytes that follow, up
 * to the next one or to a delimiter (PS3.5 6.1.2.5).
 */
final class Iso2022 {
  private static final byte ESC = 0x1b;

  private Iso2022() {}

  static String decode(byte[] bytes, Charset initial) {
    StringBuilder out = new StringBuilder(bytes.length);
    String designated = "";
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      boolean delimiter = isDelimiter(bytes[i]) && !designated.startsWith("$");
      if (bytes[i] == ESC || delimiter) {
        append(out, bytes, start, i, designated, initial);
        designated = bytes[i] == ESC ? designation(bytes, i) : "";
        start = bytes[i] == ESC ? i + 1 + designated.length() : i;
        i = Math.max(i, start - 1);
      }
    }
    append(out, bytes, start, bytes.length, designated, initial);
    return out.toString();
  }

  private static boolean isDelimiter(byte b) {
    return b == '\\' || b == '^' || b == '=' || b == '\r' || b == '\n' || b == '\f';
  }

  /** The intermediate and final bytes after ESC: up to three, or none when the text ends. */
  private static String designation(byte[] bytes, int escape) {
    int end = escape + 1;
    while (end < bytes.length && end < escape + 3 && bytes[end] >= 0x20 && bytes[end] < 0x30) {
      end++;
    }
    end = Math.min(end + 1, bytes.length);
    return new String(bytes, escape + 1, end - escape - 1, StandardCharsets.ISO_8859_1);
  }

  private static void append(
      StringBuilder out, byte[] bytes, int from, int to, String designated, Charset initial) {
    if (to <= from) {
      return;
    }
    switch (designated) {
      case "$B", "$@" -> out.append(eucJp(bytes, from, to, false));
      case "$(D" -> out.append(eucJp(bytes, from, to, true));
      default -> out.append(new String(bytes, from, to - from, charset(designated, initial)));
    }
  }

  private static Charset charset(String designated, Charset initial) {
    String name =
        switch (designated) {
          case "(B" -> "ISO-8859-1";
          case "(J", ")I" -> "Shift_JIS";
          case "-A" -> "ISO-8859-1";
          case "-B" -> "ISO-8859-2";
          case "-C" -> "ISO-8859-3";
          case "-D" -> "ISO-8859-4";
          case "-L" -> "ISO-8859-5";
          case "-G" -> "ISO-8859-6";
          case "-F" -> "ISO-8859-7";
          case "-H" -> "ISO-8859-8";
          case "-M" -> "ISO-8859-9";
          case "-T" -> "TIS-620";
          case "$)C" -> "EUC-KR";
          case "$)A" -> "GB2312";
          default -> initial.name();
        };
    return Charset.isSupported(name) ? Charset.forName(name) : initial;
  }

  /** Two 7-bit bytes a character; EUC-JP is the same with the top bits set. */
  private static String eucJp(byte[] bytes, int from, int to, boolean supplementary) {
    byte[] euc = new byte[(to - from) * 2];
    int n = 0;
    for (int i = from; i + 1 < to; i += 2) {
      if (supplementary) {
        euc[n++] = (byte) 0x8f;
      }
      euc[n++] = (byte) (bytes[i] | 0x80);
      euc[n++] = (byte) (bytes[i + 1] | 0x80);
    }
    Charset charset =
        Charset.isSupported("EUC-JP") ? Charset.forName("EUC-JP") : StandardCharsets.ISO_8859_1;
    return new String(euc, 0, n, charset);
  }
}
