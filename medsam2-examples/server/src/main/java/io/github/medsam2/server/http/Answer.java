// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.http;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is sent back. Immutable; the bytes given are not copied. */
public final class Answer {
  /** The type of JSON. */
  public static final String JSON = "application/json";

  /** The type of bytes of any kind. */
  public static final String BYTES = "application/octet-stream";

  private static final Gson GSON =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

  private final int status;
  private final Map<String, String> headers;
  private final Body body;

  private Answer(int status, Map<String, String> headers, Body body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  /** What follows the headers. */
  public sealed interface Body {}

  /**
   * Bytes of a length that is announced.
   *
   * @param bytes not to be written to
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Whole(byte[] bytes) implements Body {}

  /**
   * What comes bit by bit, such as server-sent events.
   *
   * @param source writes until it has nothing more to say or the client is gone
   */
  public record Stream(Source source) implements Body {}

  /** Writes a body. */
  @FunctionalInterface
  public interface Source {
    /** Writes and flushes; an {@link IOException} from the stream means that the client left. */
    void writeTo(OutputStream out) throws IOException;

    /** Nobody takes it: lets go what it holds. */
    default void leave() {}
  }

  /** 200 with JSON. */
  public static Answer json(JsonElement value) {
    return json(200, value);
  }

  /** JSON with a status. */
  public static Answer json(int status, JsonElement value) {
    return bytes(JSON, GSON.toJson(value).getBytes(StandardCharsets.UTF_8)).status(status);
  }

  /** A sentence that says what went wrong, as all dialects here say it. */
  public static Answer detail(int status, String sentence) {
    JsonObject detail = new JsonObject();
    detail.addProperty("detail", sentence);
    return json(status, detail);
  }

  /** 200 with text. */
  public static Answer text(String text) {
    return bytes("text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  /** 200 with bytes of a type. */
  public static Answer bytes(String type, byte[] bytes) {
    return new Answer(200, Map.of(), new Whole(bytes)).with("Content-Type", type);
  }

  /** 200 with a stream of a type. */
  public static Answer stream(String type, Source source) {
    return new Answer(200, Map.of(), new Stream(source)).with("Content-Type", type);
  }

  /** 200 without a body. */
  public static Answer empty() {
    return new Answer(200, Map.of(), new Whole(new byte[0]));
  }

  /** With another status. */
  public Answer status(int other) {
    return new Answer(other, headers, body);
  }

  /** With a header more; an earlier one of the same name is replaced. */
  public Answer with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(status, more, body);
  }

  /** The status. */
  public int status() {
    return status;
  }

  /** The headers by name, without the length. */
  public Map<String, String> headers() {
    return Map.copyOf(headers);
  }

  /** The body. */
  public Body body() {
    return body;
  }

  /** Bytes of the body, 0 for a stream. */
  public long size() {
    return body instanceof Whole w ? w.bytes().length : 0;
  }
}
