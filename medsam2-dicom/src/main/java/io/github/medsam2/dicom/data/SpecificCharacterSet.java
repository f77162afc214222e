// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.data;

import io.github.medsam2.dicom.error.DicomException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * The character repertoire of a data set's text, from Specific Character Set (0008,0005); PS3.3
 * C.12.1.1.2. Bytes a set does not know become replacement characters. Immutable.
 */
public final class SpecificCharacterSet {

  /** The default repertoire; bytes above 127, which it does not have, are read as Latin-1. */
  public static final SpecificCharacterSet ASCII =
      new SpecificCharacterSet(StandardCharsets.ISO_8859_1, false, StandardCharsets.US_ASCII);

  private final Charset initial;
  private final boolean escapes;
  private final Charset encoder;

  private SpecificCharacterSet(Charset initial, boolean escapes, Charset encoder) {
    this.initial = initial;
    this.escapes = escapes;
    this.encoder = encoder;
  }

  /**
   * The set of the values of (0008,0005). Several values, or one beginning ISO 2022, allow escape
   * sequences; a term that is not known counts as the default repertoire.
   */
  public static SpecificCharacterSet of(List<String> terms) {
    if (terms.isEmpty() || (terms.size() == 1 && terms.get(0).isEmpty())) {
      return ASCII;
    }
    String first = terms.get(0).toUpperCase(Locale.ROOT).replace("ISO 2022 IR", "ISO_IR");
    boolean escapes = terms.size() > 1 || terms.get(0).startsWith("ISO 2022");
    Charset charset = single(first);
    Charset encoder = escapes || first.isEmpty() ? StandardCharsets.US_ASCII : charset;
    return new SpecificCharacterSet(charset, escapes, encoder);
  }

  private static Charset single(String term) {
    String name =
        switch (term) {
          case "ISO_IR 101" -> "ISO-8859-2";
          case "ISO_IR 109" -> "ISO-8859-3";
          case "ISO_IR 110" -> "ISO-8859-4";
          case "ISO_IR 144" -> "ISO-8859-5";
          case "ISO_IR 127" -> "ISO-8859-6";
          case "ISO_IR 126" -> "ISO-8859-7";
          case "ISO_IR 138" -> "ISO-8859-8";
          case "ISO_IR 148" -> "ISO-8859-9";
          case "ISO_IR 203" -> "ISO-8859-15";
          case "ISO_IR 166" -> "TIS-620";
          case "ISO_IR 13" -> "Shift_JIS";
          case "ISO_IR 192" -> "UTF-8";
          case "GB18030", "GBK" -> "GB18030";
          default -> "ISO-8859-1";
        };
    return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.ISO_8859_1;
  }

  /** The text of bytes. */
  String decode(byte[] bytes) {
    return escapes ? Iso2022.decode(bytes, initial) : new String(bytes, initial);
  }

  /** The bytes of a text; a character the set does not have is an exception. */
  byte[] encode(int tag, String text) {
    try {
      ByteBuffer encoded = encoder.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      throw new DicomException(
          Tag.describe(tag),
          "characters of the specific character set",
          "one it does not have",
          "set (0008,0005) to ISO_IR 192 before any text",
          e);
    }
  }
}
