// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.json.JsonFields;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;

/**
 * One line of a journal: a JSON object in UTF-8.
 *
 * @param number of the line, from 1 on
 * @param text without the line feed
 */
record JsonLine(int number, byte[] text) {

  /** The bytes of a line, line feed included. */
  static byte[] encode(JsonObject object) {
    try {
      CharBuffer chars = CharBuffer.wrap(object + "\n");
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(chars);
      return Arrays.copyOf(bytes.array(), bytes.limit());
    } catch (CharacterCodingException e) {
      throw new InvalidInputException(
          "object's name or text",
          "Unicode text",
          "half a surrogate pair",
          "give another name or text");
    }
  }

  /** What a reading makes of the object; every failure names the line. */
  <T> T read(Function<JsonFields, T> reading) {
    try {
      return reading.apply(new JsonFields("line", parse()));
    } catch (MedSam2Exception | JsonParseException | IOException e) {
      // Messages of the parser quote the text, which may be anything.
      boolean ours = e instanceof MedSam2Exception;
      throw new FormatException(
          "journal, line " + number,
          "one JSON object of a journal in UTF-8",
          ours ? "a fault (" + e.getMessage() + ")" : "other text",
          "check the file",
          e);
    }
  }

  private JsonObject parse() throws IOException {
    CharBuffer chars = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
    JsonReader reader = new JsonReader(new StringReader(chars.toString()));
    reader.setStrictness(Strictness.STRICT);
    JsonElement element = JsonParser.parseReader(reader);
    if (!element.isJsonObject() || reader.peek() != JsonToken.END_DOCUMENT) {
      throw new JsonParseException("no single object");
    }
    return element.getAsJsonObject();
  }
}
