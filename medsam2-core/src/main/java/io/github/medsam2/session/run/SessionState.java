// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session.run;

import io.github.medsam2.error.InvalidInputException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All a session knows at one point of its journal. Immutable: a change gives another state, which
 * shares what stayed.
 *
 * @param objects by name, in the order they were first prompted
 */
record SessionState(Map<String, ObjectState> objects) {
  static final SessionState EMPTY = new SessionState(Map.of());

  SessionState {
    objects = Collections.unmodifiableMap(new LinkedHashMap<>(objects));
  }

  /** What is known of an object; nothing of one that is not there. */
  ObjectState of(String object) {
    return objects.getOrDefault(object, ObjectState.EMPTY);
  }

  ObjectState require(String object) {
    ObjectState o = objects.get(object);
    if (o == null) {
      throw new InvalidInputException(
          "object", "one of " + objects.keySet(), object, "prompt the object first");
    }
    return o;
  }

  SessionState with(String object, ObjectState state) {
    Map<String, ObjectState> next = new LinkedHashMap<>(objects);
    next.put(object, state);
    return new SessionState(next);
  }

  SessionState without(String object) {
    Map<String, ObjectState> next = new LinkedHashMap<>(objects);
    next.remove(object);
    return new SessionState(next);
  }
}
