// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.data;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Text with ISO 2022 escape sequences (PS3.5 6.1.2.5). Each designates a set to the bytes below 128
 * (G0) or above (G1); both are those of the first value of Specific Character Set again behind a
 * delimiter, which depends on the value representation.
 */
final class Iso2022 {
  private static final byte ESC = 0x1b;
  private static final char UNKNOWN = '\ufffd';

  private final byte[] in;
  private final Charset initial;
  private final Vr vr;
  private final StringBuilder out;
  private String low = "";
  private String high = "";

  private Iso2022(byte[] bytes, Charset initial, Vr vr) {
    this.in = bytes;
    this.initial = initial;
    this.vr = vr;
    this.out = new StringBuilder(bytes.length);
  }

  static String decode(byte[] bytes, Charset initial, Vr vr) {
    return new Iso2022(bytes, initial, vr).decode();
  }

  private String decode() {
    int i = 0;
    while (i < in.length) {
      if (in[i] == ESC) {
        i = designate(i);
      } else if (in[i] < 0) {
        i = upper(i);
      } else {
        i = lower(i);
      }
    }
    return out.toString();
  }

  /** The intermediate and final bytes after ESC, up to three, say which set goes where. */
  private int designate(int escape) {
    int end = escape + 1;
    while (end < in.length && end < escape + 3 && in[end] >= 0x20 && in[end] < 0x30) {
      end++;
    }
    end = Math.min(end + 1, in.length);
    String set = new String(in, escape + 1, end - escape - 1, StandardCharsets.ISO_8859_1);
    switch (set) {
      case "$B", "$@", "$(D", "(B", "(J" -> low = set;
      case "$)C", "$)A", ")I", "-A", "-B", "-C", "-D", "-L", "-G", "-F", "-H", "-M", "-b", "-T" ->
          high = set;
      default -> reset();
    }
    return end;
  }

  private void reset() {
    low = "";
    high = "";
  }

  private int lower(int i) {
    int b = in[i];
    boolean pairs = low.startsWith("$") && b > 0x20 && b < 0x7f;
    boolean whole = pairs && i + 1 < in.length && in[i + 1] > 0x20 && in[i + 1] < 0x7f;
    if (whole) {
      out.append(japanese(in[i], in[i + 1]));
      return i + 2;
    }
    boolean delimiter = isDelimiter(b);
    out.append(pairs && !delimiter ? UNKNOWN : (char) b);
    if (delimiter) {
      reset();
    }
    return i + 1;
  }

  /** Lines, pages and tabs end all; values and the parts of a name only where they can be. */
  private boolean isDelimiter(int b) {
    return switch (b) {
      case '\t', '\n', '\f', '\r' -> true;
      case '\\' -> !vr.isSingleText();
      case '^', '=' -> vr == Vr.PN;
      default -> false;
    };
  }

  /** EUC-JP is the same with the top bits set. */
  private String japanese(int first, int second) {
    byte a = (byte) (first | 0x80);
    byte b = (byte) (second | 0x80);
    boolean supplementary = low.equals("$(D");
    return new String(
        supplementary ? new byte[] {(byte) 0x8f, a, b} : new byte[] {a, b}, charset("EUC-JP"));
  }

  private int upper(int i) {
    if (high.startsWith("$")) {
      boolean whole = i + 1 < in.length && in[i + 1] < 0;
      out.append(whole ? new String(in, i, 2, charsetOfHigh()) : String.valueOf(UNKNOWN));
      return i + (whole ? 2 : 1);
    }
    int end = i;
    while (end < in.length && in[end] < 0) {
      end++;
    }
    out.append(new String(in, i, end - i, charsetOfHigh()));
    return end;
  }

  private Charset charsetOfHigh() {
    return switch (high) {
      case "$)C" -> charset("EUC-KR");
      case "$)A" -> charset("GB2312");
      case ")I" -> charset("Shift_JIS");
      case "-A" -> charset("ISO-8859-1");
      case "-B" -> charset("ISO-8859-2");
      case "-C" -> charset("ISO-8859-3");
      case "-D" -> charset("ISO-8859-4");
      case "-L" -> charset("ISO-8859-5");
      case "-G" -> charset("ISO-8859-6");
      case "-F" -> charset("ISO-8859-7");
      case "-H" -> charset("ISO-8859-8");
      case "-M" -> charset("ISO-8859-9");
      case "-b" -> charset("ISO-8859-15");
      case "-T" -> charset("TIS-620");
      default -> initial;
    };
  }

  private Charset charset(String name) {
    return Charset.isSupported(name) ? Charset.forName(name) : initial;
  }
}
