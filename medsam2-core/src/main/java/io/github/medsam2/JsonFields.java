package io.github.medsam2;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.medsam2.error.InvalidInputException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The fields of a JSON object, each of a type asked for, with none left over at the end. */
final class JsonFields {
  private final String where;
  private final JsonObject object;
  private final Set<String> read = new HashSet<>();

  JsonFields(String where, JsonObject object) {
    this.where = where;
    this.object = object;
  }

  static JsonFields of(String where, JsonElement element) {
    if (!(element instanceof JsonObject o)) {
      throw wrong(where, "an object");
    }
    return new JsonFields(where, o);
  }

  boolean has(String key) {
    return object.has(key);
  }

  String text(String key) {
    return text(key, get(key));
  }

  int whole(String key) {
    return whole(key, get(key));
  }

  boolean flag(String key) {
    if (get(key) instanceof JsonPrimitive p && p.isBoolean()) {
      return p.getAsBoolean();
    }
    throw wrong(key, "true or false");
  }

  JsonFields fields(String key) {
    return of(key, get(key));
  }

  List<String> texts(String key, int most) {
    return array(key, 0, most).asList().stream().map(e -> text(key, e)).toList();
  }

  /** As many numbers as asked for. */
  double[] numbers(String key, int count) {
    return array(key, count, count).asList().stream().mapToDouble(e -> number(key, e)).toArray();
  }

  int[] wholes(String key, int count) {
    return array(key, count, count).asList().stream().mapToInt(e -> whole(key, e)).toArray();
  }

  JsonArray array(String key, int least, int most) {
    if (get(key) instanceof JsonArray a && a.size() >= least && a.size() <= most) {
      return a;
    }
    throw wrong(key, "a list of " + least + " to " + most);
  }

  /** Refuses fields that nobody read: what they say would be lost. */
  void end() {
    if (read.size() != object.size()) {
      throw wrong(where, "only the fields " + read);
    }
  }

  private JsonElement get(String key) {
    JsonElement value = object.get(key);
    if (value == null) {
      throw wrong(key, "a value");
    }
    read.add(key);
    return value;
  }

  private static String text(String key, JsonElement e) {
    if (e instanceof JsonPrimitive p && p.isString()) {
      return p.getAsString();
    }
    throw wrong(key, "text");
  }

  private static int whole(String key, JsonElement e) {
    try {
      return Integer.parseInt(digits(key, e));
    } catch (NumberFormatException notWhole) {
      throw wrong(key, "a whole number of 32 bits");
    }
  }

  private static double number(String key, JsonElement e) {
    return Double.parseDouble(digits(key, e));
  }

  private static String digits(String key, JsonElement e) {
    if (e instanceof JsonPrimitive p && p.isNumber()) {
      return p.getAsString();
    }
    throw wrong(key, "a number");
  }

  private static InvalidInputException wrong(String key, String expected) {
    return new InvalidInputException(key, expected, "something else", "correct the field");
  }
}
