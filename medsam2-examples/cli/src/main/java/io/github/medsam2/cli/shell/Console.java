// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.shell;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Where a command writes: what it found for people or as one object of JSON on the standard output,
 * how far it is on the error output. With JSON asked for, people's text goes to the error output.
 */
public final class Console {
  private static final Gson GSON =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().setPrettyPrinting().create();

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean json;
  private final JsonObject found = new JsonObject();
  private int exitCode;

  /** Writes to these two. */
  public Console(PrintWriter out, PrintWriter err, boolean json) {
    this.out = out;
    this.err = err;
    this.json = json;
  }

  /** A line of what was found. */
  public void say(String line) {
    PrintWriter to = json ? err : out;
    to.println(plain(line));
    to.flush();
  }

  /** A line on the way there. */
  public void note(String line) {
    err.println(plain(line));
    err.flush();
  }

  /** Names of files and answers of archives may hold what a terminal takes for commands. */
  private static String plain(String line) {
    return line.replaceAll("[\\x00-\\x1f\\x7f-\\x9f&&[^\n\t]]", "?");
  }

  /**
   * A member of the JSON object.
   *
   * @param value text, number, truth value, path, JSON, a list or map of those, or an optional
   */
  public void put(String name, Object value) {
    found.add(name, json(value));
  }

  /** Text says where a file was written, JSON lists it under {@code files}. */
  public void wrote(Path file) {
    say("wrote " + file);
    JsonArray files = found.has("files") ? found.getAsJsonArray("files") : new JsonArray();
    files.add(file.toString());
    found.add("files", files);
  }

  /** The program ends with this code: its work was done, but not all of what was asked for. */
  public void endWith(int code) {
    exitCode = code;
    put("ok", code == 0);
    put("exitCode", code);
  }

  /** What the program ends with. */
  int exitCode() {
    return exitCode;
  }

  /** Prints the JSON object, where it was asked for. */
  public void finish() {
    if (json) {
      out.println(GSON.toJson(found));
      out.flush();
    }
  }

  /** A value as JSON; numbers that are none become null. */
  public static JsonElement json(Object value) {
    if (value instanceof JsonElement element) {
      return element;
    } else if (value instanceof Optional<?> optional) {
      return optional.isPresent() ? json(optional.get()) : JsonNull.INSTANCE;
    } else if (value instanceof OptionalDouble optional) {
      return optional.isPresent() ? json(optional.getAsDouble()) : JsonNull.INSTANCE;
    } else if (value instanceof Number number) {
      return Double.isFinite(number.doubleValue()) ? new JsonPrimitive(number) : JsonNull.INSTANCE;
    } else if (value instanceof Boolean truth) {
      return new JsonPrimitive(truth);
    } else if (value instanceof Map<?, ?> map) {
      JsonObject object = new JsonObject();
      map.forEach((key, member) -> object.add(String.valueOf(key), json(member)));
      return object;
    } else if (value instanceof Collection<?> many) {
      JsonArray array = new JsonArray();
      many.forEach(one -> array.add(json(one)));
      return array;
    }
    return new JsonPrimitive(value.toString());
  }
}
