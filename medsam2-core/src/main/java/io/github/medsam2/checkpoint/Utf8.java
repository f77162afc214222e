package io.github.medsam2.checkpoint;

import io.github.medsam2.error.InvalidInputException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text as bytes, without the silent replacement that could make two keys one. */
final class Utf8 {
  private Utf8() {}

  /** The text of bytes; {@code where} names them in the error for bytes that are none. */
  static String decode(String where, ByteBuffer bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new CheckpointException(
          where, "UTF-8 text", "other bytes", "the file is damaged: get it again", e);
    }
  }

  static byte[] encode(String text) {
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
