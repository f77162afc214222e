// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.data;

import io.github.medsam2.dicom.error.DicomException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The character repertoire of a data set's text, from Specific Character Set (0008,0005); PS3.3
 * C.12.1.1.2. Bytes a set does not know become replacement characters. Immutable.
 */
public final class SpecificCharacterSet {
  private static final byte ESCAPE = 0x1b;

  /** The default repertoire; bytes above 127, which it does not have, are read as Latin-1. */
  public static final SpecificCharacterSet ASCII =
      new SpecificCharacterSet(StandardCharsets.ISO_8859_1, StandardCharsets.US_ASCII, true);

  private static final Pattern REGISTERED = Pattern.compile("ISO(2022)?IR0*([0-9]{1,3})");

  private final Charset initial;
  private final Charset encoder;
  private final boolean known;

  private SpecificCharacterSet(Charset initial, Charset encoder, boolean known) {
    this.initial = initial;
    this.encoder = encoder;
    this.known = known;
  }

  /**
   * The set of the values of (0008,0005), however its terms are spelt. Several values, or one
   * beginning ISO 2022, allow escape sequences; a term that is not known counts as Latin-1.
   */
  public static SpecificCharacterSet of(List<String> terms) {
    if (terms.isEmpty() || (terms.size() == 1 && terms.get(0).isEmpty())) {
      return ASCII;
    }
    String first = CodedTerm.normal(terms.get(0));
    String name = charsetName(first);
    boolean supported = !name.isEmpty() && Charset.isSupported(name);
    Charset charset = supported ? Charset.forName(name) : StandardCharsets.ISO_8859_1;
    boolean escapes = terms.size() > 1 || first.startsWith("ISO2022");
    boolean known = supported && terms.stream().allMatch(SpecificCharacterSet::isKnown);
    Charset encoder = escapes || first.isEmpty() ? StandardCharsets.US_ASCII : charset;
    return new SpecificCharacterSet(charset, encoder, known);
  }

  private static boolean isKnown(String term) {
    return !charsetName(CodedTerm.normal(term)).isEmpty();
  }

  /** The charset of a term; empty for one that is not known. */
  private static String charsetName(String term) {
    Matcher registered = REGISTERED.matcher(term);
    if (registered.matches()) {
      return ofRegistration(Integer.parseInt(registered.group(2)));
    }
    return switch (term) {
      case "", "ASCII", "USASCII", "ISO88591", "LATIN1" -> "ISO-8859-1";
      case "UTF8", "ISO10646", "UNICODE" -> "UTF-8";
      case "GB18030", "GBK" -> "GB18030";
      case "GB2312" -> "GB2312";
      default -> "";
    };
  }

  /** By the number in the International Register, which follows ISO_IR or ISO 2022 IR. */
  private static String ofRegistration(int number) {
    return switch (number) {
      // The Japanese sets of two bytes are only reached by escape sequences.
      case 6, 87, 100, 159 -> "ISO-8859-1";
      case 101 -> "ISO-8859-2";
      case 109 -> "ISO-8859-3";
      case 110 -> "ISO-8859-4";
      case 144 -> "ISO-8859-5";
      case 127 -> "ISO-8859-6";
      case 126 -> "ISO-8859-7";
      case 138 -> "ISO-8859-8";
      case 148 -> "ISO-8859-9";
      case 203 -> "ISO-8859-15";
      case 166 -> "TIS-620";
      case 13 -> "Shift_JIS";
      case 58 -> "GB2312";
      case 149 -> "EUC-KR";
      case 192 -> "UTF-8";
      default -> "";
    };
  }

  /** Whether all terms are known; text of others is read as Latin-1, and may be wrong. */
  public boolean isKnown() {
    return known;
  }

  /** The text of bytes, whose delimiters are those of a value representation. */
  String decode(byte[] bytes, Vr vr) {
    boolean whole = initial.name().equals("UTF-8") || initial.name().equals("GB18030");
    for (byte b : bytes) {
      if (b == ESCAPE && !whole) {
        return Iso2022.decode(bytes, initial, vr);
      }
    }
    return new String(bytes, initial);
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
