package io.github.medsam2.qca.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.medsam2.error.InvalidInputException;
import java.util.Arrays;
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
    if (element instanceof JsonObject o) {
      return new JsonFields(where, o);
    }
    throw wrong(where, "an object");
  }

  boolean has(String key) {
    return object.has(key);
  }

  String text(String key) {
    return text(key, get(key));
  }

  boolean flag(String key) {
    if (get(key) instanceof JsonPrimitive p && p.isBoolean()) {
      return p.getAsBoolean();
    }
    throw wrong(key, "true or false");
  }

  /** A whole number of 0 or more. */
  int whole(String key) {
    return whole(key, Integer.MAX_VALUE);
  }

  int whole(String key, int most) {
    double v = number(key);
    if (v != Math.rint(v) || v < 0 || v > most) {
      throw wrong(key, "a whole number of 0 to " + most);
    }
    return (int) v;
  }

  double number(String key) {
    return number(key, get(key));
  }

  <E extends Enum<E>> E name(String key, Class<E> type) {
    return name(key, get(key), type);
  }

  static <E extends Enum<E>> E name(String key, JsonElement element, Class<E> type) {
    String text = text(key, element);
    E[] all = type.getEnumConstants();
    return Arrays.stream(all)
        .filter(e -> e.name().equals(text))
        .findFirst()
        .orElseThrow(() -> wrong(key, "one of " + Arrays.toString(all)));
  }

  JsonFields fields(String key) {
    return of(key, get(key));
  }

  JsonArray array(String key, int most) {
    if (get(key) instanceof JsonArray a && a.size() <= most) {
      return a;
    }
    throw wrong(key, "a list of at most " + most);
  }

  List<Double> numbers(String key, int most) {
    return array(key, most).asList().stream().map(e -> number(key, e)).toList();
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

  private static double number(String key, JsonElement e) {
    if (e instanceof JsonPrimitive p && p.isNumber()) {
      double v = Double.parseDouble(p.getAsString());
      if (Double.isFinite(v)) {
        return v;
      }
    }
    throw wrong(key, "a finite number");
  }

  static InvalidInputException wrong(String key, String expected) {
    return new InvalidInputException(key, expected, "something else", "correct the field");
  }
}
