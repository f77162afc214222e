// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What answers one kind of request.
 *
 * @param dialect whose it is, for metrics
 * @param method in capitals
 * @param pattern such as {@code /session/{id}}; a slash at the end does not count
 * @param access who may ask
 * @param handler what answers
 */
public record Route(String dialect, String method, String pattern, Access access, Handler handler) {

  /** Who may ask. */
  public enum Access {
    /** Everybody who may reach the server. */
    OPEN,
    /** Those with the server's token, where it has one. */
    TOKEN
  }

  /** Answers a request. */
  @FunctionalInterface
  public interface Handler {
    /** Makes the answer; what it throws becomes an answer of its own. */
    Answer answer(Call call) throws IOException;
  }

  /** The parts of a path between slashes; empty ones do not count. */
  static List<String> parts(String path) {
    List<String> parts = new ArrayList<>();
    for (String part : path.split("/", 64)) {
      if (!part.isEmpty()) {
        parts.add(part);
      }
    }
    return parts;
  }

  /** The names in a path of this pattern; empty where it is of another. */
  Optional<Map<String, String>> match(List<String> path) {
    List<String> own = parts(pattern);
    if (own.size() != path.size()) {
      return Optional.empty();
    }
    Map<String, String> names = new LinkedHashMap<>();
    for (int i = 0; i < own.size(); i++) {
      String part = own.get(i);
      if (part.startsWith("{")) {
        names.put(part.substring(1, part.length() - 1), path.get(i));
      } else if (!part.equals(path.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(names);
  }
}
