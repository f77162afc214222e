// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.json;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.file.AtomicFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One JSON object as a text or file of its own: strict, in UTF-8, of bounded length. */
public final class JsonText {

  private JsonText() {}

  /** The object, for people to read as well. */
  public static String of(JsonObject object) {
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(object);
  }

  /** Writes a file, whole or not at all. */
  public static void write(Path file, String what, String text) {
    AtomicFiles.write(file, what, out -> out.write((text + "\n").getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * The text of a file.
   *
   * @param what it is, for messages
   * @param longest bytes that are accepted
   */
  public static String readFile(Path file, String what, int longest) {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(longest + 1);
    } catch (IOException e) {
      // Without the cause: its message names the file, and file names name patients.
      throw new MedSam2Exception(
          what, "a readable file", e.getClass().getSimpleName(), "check path and rights");
    }
    if (bytes.length > longest) {
      throw new FormatException(
          what, "at most " + longest + " bytes", "more", "check that it is the right file");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw broken(what, "other bytes", e);
    }
  }

  /**
   * What a reading makes of an object.
   *
   * @param what it is, for messages
   * @throws FormatException when the text is no JSON object or the reading refuses it
   */
  public static <T> T read(String what, String text, Function<JsonFields, T> reading) {
    try {
      return reading.apply(new JsonFields(what, parse(text)));
    } catch (FormatException e) {
      throw e;
    } catch (MedSam2Exception e) {
      throw broken(what, "a fault (" + e.getMessage() + ")", e);
    } catch (JsonParseException | IOException | StackOverflowError e) {
      // Messages of the parser quote the text, which may be anything.
      throw broken(what, "other text", null);
    }
  }

  private static JsonObject parse(String text) throws IOException {
    JsonReader reader = new JsonReader(new StringReader(text));
    reader.setStrictness(Strictness.STRICT);
    JsonElement element = JsonParser.parseReader(reader);
    if (!element.isJsonObject() || reader.peek() != JsonToken.END_DOCUMENT) {
      throw new JsonParseException("no single object");
    }
    return element.getAsJsonObject();
  }

  private static FormatException broken(String what, String found, @Nullable Throwable cause) {
    FormatException e =
        new FormatException(
            what, "one JSON object in UTF-8 as this library writes it", found, "take a whole copy");
    if (cause != null) {
      e.initCause(cause);
    }
    return e;
  }
}
