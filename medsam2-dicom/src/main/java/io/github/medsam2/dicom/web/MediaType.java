// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.web;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The value of a Content-Type header (RFC 9110, section 8.3): a type and parameters, which may be
 * quoted and hold semicolons then.
 *
 * @param name in lower case, such as {@code multipart/related}
 * @param parameters by name in lower case
 */
record MediaType(String name, Map<String, String> parameters) {
  private static final int LONGEST = 4096;

  /** Reads a header; of one that is none, what can be read. */
  static MediaType of(String header) {
    String text = header.substring(0, Math.min(header.length(), LONGEST));
    Map<String, String> parameters = new LinkedHashMap<>();
    int at = end(text, 0, ';');
    String name = text.substring(0, at).trim().toLowerCase(Locale.ROOT);
    while (at < text.length()) {
      int next = end(text, at + 1, ';');
      String pair = text.substring(at + 1, next);
      int equals = pair.indexOf('=');
      if (equals > 0) {
        String key = pair.substring(0, equals).trim().toLowerCase(Locale.ROOT);
        parameters.putIfAbsent(key, unquoted(pair.substring(equals + 1).trim()));
      }
      at = next;
    }
    return new MediaType(name, parameters);
  }

  /** Where a sign stands next outside of quotes, or the end. */
  private static int end(String text, int from, char sign) {
    boolean quoted = false;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && quoted) {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == sign && !quoted) {
        return i;
      }
    }
    return text.length();
  }

  private static String unquoted(String text) {
    if (text.length() < 2 || !text.startsWith("\"") || !text.endsWith("\"")) {
      return text;
    }
    return text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1");
  }

  Optional<String> parameter(String key) {
    return Optional.ofNullable(parameters.get(key));
  }

  /**
   * The transfer syntax of a part: a parameter of its own, or, as Orthanc tells it, one within the
   * quoted type.
   */
  Optional<String> transferSyntax() {
    Optional<String> own = parameter("transfer-syntax");
    return own.isPresent()
        ? own
        : parameter("type").flatMap(type -> of(type).parameter("transfer-syntax"));
  }
}
