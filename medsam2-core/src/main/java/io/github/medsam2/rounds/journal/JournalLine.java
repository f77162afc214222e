// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds.journal;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.json.JsonFields;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * One event as bytes: {@code {"n":17,..,"prev":"1c9a35f0","crc":"7b02d9e4"}}. The checksum is
 * CRC32C of all bytes before {@code ,"crc"}; {@code prev} is that of the line before.
 *
 * @param event its fields, without {@code prev} and {@code crc}
 * @param prev checksum of the line before
 * @param crc checksum of this one
 */
record JournalLine(JsonObject event, String prev, String crc) {
  private static final byte[] MARK = ",\"crc\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final int TAIL = MARK.length + 10;

  /** The bytes of an event, without a line feed. */
  static byte[] encode(JsonObject event, String prev) {
    JsonObject chained = event.deepCopy();
    chained.addProperty("prev", prev);
    byte[] text = utf8(chained.toString());
    byte[] head = Arrays.copyOf(text, text.length - 1);
    byte[] tail = tail(crc(head, head.length));
    byte[] line = Arrays.copyOf(head, head.length + TAIL);
    System.arraycopy(tail, 0, line, head.length, TAIL);
    return line;
  }

  private static byte[] utf8(String text) {
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      return Arrays.copyOf(bytes.array(), bytes.limit());
    } catch (CharacterCodingException e) {
      throw new InvalidInputException(
          "text of an event", "Unicode text", "half a surrogate pair", "give another text");
    }
  }

  private static byte[] tail(String crc) {
    return (",\"crc\":\"" + crc + "\"}").getBytes(StandardCharsets.US_ASCII);
  }

  private static String crc(byte[] bytes, int length) {
    CRC32C sum = new CRC32C();
    sum.update(bytes, 0, length);
    return HexFormat.of().toHexDigits((int) sum.getValue());
  }

  /** The checksum that a line ends with, where it is that of its bytes. */
  static Optional<String> checksum(byte[] line) {
    int head = line.length - TAIL;
    if (head < 1) {
      return Optional.empty();
    }
    String crc = crc(line, head);
    boolean same = Arrays.equals(tail(crc), Arrays.copyOfRange(line, head, line.length));
    return same ? Optional.of(crc) : Optional.empty();
  }

  /**
   * Whether bytes hold the end of one line and more after it: then they are no write that was cut
   * off, but two lines whose separation is gone.
   */
  static boolean holdsEndOfAnother(byte[] bytes) {
    for (int i = 0; i + TAIL + 1 < bytes.length; i++) {
      if (Arrays.equals(MARK, Arrays.copyOfRange(bytes, i, i + MARK.length))) {
        return true;
      }
    }
    return false;
  }

  /** A line whose checksum was found right. */
  static JournalLine parse(byte[] line, String crc, String where) {
    try {
      CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line));
      JsonReader reader = new JsonReader(new StringReader(text.toString()));
      reader.setStrictness(Strictness.STRICT);
      JsonElement element = JsonParser.parseReader(reader);
      if (element.isJsonObject() && reader.peek() == JsonToken.END_DOCUMENT) {
        JsonObject event = element.getAsJsonObject();
        String prev = new JsonFields(where, event).text("prev");
        event.remove("prev");
        event.remove("crc");
        return new JournalLine(event, prev, crc);
      }
    } catch (IOException | JsonParseException | InvalidInputException e) {
      // Told below: messages of the parser quote the text, which may be anything.
    }
    throw new FormatException(
        where, "an event as this library writes them", "other text", "take a whole copy");
  }
}
