// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint.storage;

import io.github.medsam2.error.CheckpointException;
import io.github.medsam2.error.InvalidInputException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;

/** Text as bytes, without the silent replacement that could make two keys one. */
public final class Utf8 {
  private static final char REPLACEMENT = '\ufffd';

  private Utf8() {}

  /** The text of bytes; {@code where} names them in the error for bytes that are none. */
  public static String decode(ByteBuffer bytes, Supplier<String> where) {
    byte[] raw = new byte[bytes.remaining()];
    bytes.get(raw);
    String text = new String(raw, StandardCharsets.UTF_8);
    // The JDK's fast decoder puts this character for what it cannot decode; it may also be meant.
    if (text.indexOf(REPLACEMENT) >= 0
        && !Arrays.equals(raw, text.getBytes(StandardCharsets.UTF_8))) {
      throw new CheckpointException(where.get(), "UTF-8 text", "other bytes", WeightFile.DAMAGED);
    }
    return text;
  }

  public static byte[] encode(String text) {
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] exact = new byte[bytes.remaining()];
      bytes.get(exact);
      return exact;
    } catch (CharacterCodingException e) {
      throw new InvalidInputException(
          "text to store", "Unicode text", "half a surrogate pair", "correct the key or text");
    }
  }
}
