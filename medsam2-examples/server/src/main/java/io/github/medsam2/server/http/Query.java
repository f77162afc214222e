// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.http;

import java.io.UnsupportedEncodingException;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Names with one or more values each, as in a query and in a form that is no multipart: {@code
 * point=18&point=11&foreground=true}.
 */
public final class Query {
  private static final int MOST = 1000;

  private final Map<String, List<String>> values = new LinkedHashMap<>();

  private final String text;

  private Query(String text) {
    this.text = text;
  }

  /** Reads the text behind the question mark, or of a form. */
  public static Query parse(String text) {
    Query query = new Query(text);
    if (text.isEmpty()) {
      return query;
    }
    String[] pairs = text.split("&", MOST + 1);
    if (pairs.length > MOST) {
      throw Refusal.wrong("query", "at most " + MOST + " values", "more");
    }
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      query.values.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
    }
    return query;
  }

  /** The text that was read, as it was sent. */
  public String text() {
    return text;
  }

  /** A name or value without its percent signs. */
  static String decode(String text) {
    try {
      return URLDecoder.decode(text, "UTF-8");
    } catch (IllegalArgumentException | UnsupportedEncodingException e) {
      throw Refusal.wrong("address", "percent signs with two hexadecimal digits", "others");
    }
  }

  /** The first value of a name. */
  public Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  /** The first value of a name, or another one where it is absent or empty. */
  public String first(String name, String otherwise) {
    return first(name).filter(v -> !v.isEmpty()).orElse(otherwise);
  }

  /** All values of a name, in their order. */
  public List<String> all(String name) {
    return List.copyOf(values.getOrDefault(name, List.of()));
  }

  /** All values of a name as finite numbers. */
  public List<Double> numbers(String name) {
    return all(name).stream().map(v -> number(name, v)).toList();
  }

  private static double number(String name, String text) {
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below, without the text.
    }
    throw Refusal.wrong("value " + name, "a finite number", "other text");
  }
}
