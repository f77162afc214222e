// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.json;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.medsam2.error.InvalidInputException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The fields of a JSON object, each of a type asked for, with none left over at the end. Every
 * method refuses an absent or other value with an {@link InvalidInputException} that names the
 * field and never its value. Not thread-safe.
 */
public final class JsonFields {
  private final String where;
  private final JsonObject object;
  private final Set<String> read = new HashSet<>();

  /**
   * @param where for messages
   * @param object what is read
   */
  public JsonFields(String where, JsonObject object) {
    this.where = where;
    this.object = object;
  }

  /** The fields of an element that must be an object. */
  public static JsonFields of(String where, JsonElement element) {
    if (!(element instanceof JsonObject o)) {
      throw wrong(where, "an object");
    }
    return new JsonFields(where, o);
  }

  /** Whether there is a field. */
  public boolean has(String key) {
    return object.has(key);
  }

  /** Whether there is a field that is a list. */
  public boolean isArray(String key) {
    return object.get(key) instanceof JsonArray;
  }

  /** A text. */
  public String text(String key) {
    return text(key, get(key));
  }

  /** A whole number of 32 bits. */
  public int whole(String key) {
    return whole(key, get(key));
  }

  /** A whole number of 0 to {@code most}. */
  public int whole(String key, int most) {
    int value = whole(key);
    if (value < 0 || value > most) {
      throw wrong(key, "a whole number of 0 to " + most);
    }
    return value;
  }

  /** A finite number. */
  public double number(String key) {
    return number(key, get(key));
  }

  /** A constant of an enum, by its name. */
  public <E extends Enum<E>> E name(String key, Class<E> type) {
    return name(key, get(key), type);
  }

  /** A constant of an enum, by its name, from the list in a field. */
  public static <E extends Enum<E>> E name(String key, JsonElement element, Class<E> type) {
    String text = text(key, element);
    E[] all = type.getEnumConstants();
    return Arrays.stream(all)
        .filter(e -> e.name().equals(text))
        .findFirst()
        .orElseThrow(() -> wrong(key, "one of " + Arrays.toString(all)));
  }

  /** True or false. */
  public boolean flag(String key) {
    if (get(key) instanceof JsonPrimitive p && p.isBoolean()) {
      return p.getAsBoolean();
    }
    throw wrong(key, "true or false");
  }

  /** An object within this one. */
  public JsonFields fields(String key) {
    return of(key, get(key));
  }

  /** At most so many texts. */
  public List<String> texts(String key, int most) {
    return array(key, 0, most).asList().stream().map(e -> text(key, e)).toList();
  }

  /** {@code least} to {@code most} finite numbers. */
  public double[] numbers(String key, int least, int most) {
    return array(key, least, most).asList().stream().mapToDouble(e -> number(key, e)).toArray();
  }

  /** As many whole numbers of 32 bits as asked for. */
  public int[] wholes(String key, int count) {
    return array(key, count, count).asList().stream().mapToInt(e -> whole(key, e)).toArray();
  }

  /** A list of {@code least} to {@code most} elements. */
  public JsonArray array(String key, int least, int most) {
    if (get(key) instanceof JsonArray a && a.size() >= least && a.size() <= most) {
      return a;
    }
    throw wrong(key, "a list of " + least + " to " + most);
  }

  /** Refuses fields that nobody read: what they say would be lost. */
  public void end() {
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

  /** A finite number, from the list in a field. */
  public static double number(String key, JsonElement e) {
    double value = Double.parseDouble(digits(key, e));
    if (!Double.isFinite(value)) {
      throw wrong(key, "a finite number");
    }
    return value;
  }

  private static String digits(String key, JsonElement e) {
    if (e instanceof JsonPrimitive p && p.isNumber()) {
      return p.getAsString();
    }
    throw wrong(key, "a number");
  }

  /** The refusal of a field. */
  public static InvalidInputException wrong(String key, String expected) {
    return new InvalidInputException(key, expected, "something else", "correct the field");
  }
}
