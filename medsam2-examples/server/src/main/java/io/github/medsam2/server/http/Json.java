// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** JSON objects of clients, whose keys are theirs: unknown ones are passed over. */
public final class Json {
  private final String where;
  private final JsonObject object;

  private Json(String where, JsonObject object) {
    this.where = where;
    this.object = object;
  }

  /**
   * Reads an object.
   *
   * @param where for messages, which never show a value
   * @param text blank for an empty object
   */
  public static Json parse(String where, String text, Limits limits) {
    if (text.length() > limits.json()) {
      throw Refusal.tooLarge(where, limits.json() + " bytes of JSON", "send less");
    }
    if (text.isBlank()) {
      return new Json(where, new JsonObject());
    }
    JsonReader reader = new JsonReader(new StringReader(text));
    reader.setStrictness(Strictness.STRICT);
    reader.setNestingLimit(limits.depth());
    try {
      JsonElement element = JsonParser.parseReader(reader);
      if (element instanceof JsonObject o && reader.peek() == JsonToken.END_DOCUMENT) {
        return new Json(where, o);
      }
    } catch (JsonParseException | IOException | StackOverflowError e) {
      // Said below: messages of the parser quote the text.
    }
    throw Refusal.wrong(where, "one JSON object, nested at most " + limits.depth(), "other text");
  }

  /** Whether there is a value other than null. */
  public boolean has(String key) {
    return find(key) != null;
  }

  private @Nullable JsonElement find(String key) {
    JsonElement value = object.get(key);
    return value == null || value.isJsonNull() ? null : value;
  }

  /** A text. */
  public Optional<String> text(String key) {
    return Optional.ofNullable(find(key))
        .map(
            value -> {
              if (value instanceof JsonPrimitive p && p.isString()) {
                return p.getAsString();
              }
              throw wrong(key, "text");
            });
  }

  /** A truth value, or another one where it is absent. */
  public boolean flag(String key, boolean otherwise) {
    JsonElement value = find(key);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof JsonPrimitive p && p.isBoolean()) {
      return p.getAsBoolean();
    }
    throw wrong(key, "true or false");
  }

  /** A finite number. */
  public Optional<Double> number(String key) {
    return Optional.ofNullable(find(key)).map(value -> number(key, value));
  }

  /** A list of at most so many finite numbers; empty where it is absent. */
  public double[] numbers(String key, int most) {
    return numbers(key, find(key), most);
  }

  /** A list of lists of numbers; empty where it is absent. */
  public double[][] rows(String key, int most, int columns) {
    JsonElement value = find(key);
    if (value == null) {
      return new double[0][];
    }
    JsonArray array = array(key, value, most);
    double[][] rows = new double[array.size()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = numbers(key, array.get(i), columns);
    }
    return rows;
  }

  private double[] numbers(String key, @Nullable JsonElement value, int most) {
    if (value == null) {
      return new double[0];
    }
    JsonArray array = array(key, value, most);
    double[] numbers = new double[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(key, array.get(i));
    }
    return numbers;
  }

  private JsonArray array(String key, JsonElement value, int most) {
    if (value instanceof JsonArray a && a.size() <= most) {
      return a;
    }
    throw wrong(key, "a list of at most " + most);
  }

  private double number(String key, JsonElement value) {
    if (value instanceof JsonPrimitive p && p.isNumber()) {
      double number = p.getAsDouble();
      if (Double.isFinite(number)) {
        return number;
      }
    }
    throw wrong(key, "finite numbers");
  }

  /** An object within this one. */
  public Optional<Json> object(String key) {
    return Optional.ofNullable(find(key))
        .map(
            value -> {
              if (value instanceof JsonObject o) {
                return new Json(where + ", " + key, o);
              }
              throw wrong(key, "an object");
            });
  }

  /** A list of at most so many objects; empty where it is absent. */
  public List<Json> objects(String key, int most) {
    JsonElement value = find(key);
    List<Json> all = new ArrayList<>();
    if (value != null) {
      for (JsonElement e : array(key, value, most)) {
        if (!(e instanceof JsonObject o)) {
          throw wrong(key, "a list of objects");
        }
        all.add(new Json(where + ", " + key, o));
      }
    }
    return all;
  }

  private Refusal wrong(String key, String expected) {
    return Refusal.wrong(where + ", " + key, expected, "something else");
  }
}
