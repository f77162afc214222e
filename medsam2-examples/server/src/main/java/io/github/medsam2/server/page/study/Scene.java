// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.page.study;

import io.github.medsam2.Segmentation;
import io.github.medsam2.session.SessionEvent;
import io.github.medsam2.session.Suggestion;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that is shown at one moment. Immutable: each step of the user leads to another, and undoing
 * one shows the earlier again.
 *
 * @param objects by key, in the order they were added
 * @param shown what was found, by object and frame
 * @param need how much a correction would pay, by object and frame
 * @param journal what was asked of the model so far
 */
public record Scene(
    Map<String, NamedObject> objects,
    Map<String, SortedMap<Integer, Shown>> shown,
    Map<String, Map<Integer, Double>> need,
    List<SessionEvent> journal) {
  static final Scene EMPTY = new Scene(Map.of(), Map.of(), Map.of(), List.of());

  /** Copies the lists and maps, keeping their order. */
  public Scene {
    objects = Collections.unmodifiableMap(new LinkedHashMap<>(objects));
    shown = Collections.unmodifiableMap(new LinkedHashMap<>(shown));
    need = Map.copyOf(need);
    journal = List.copyOf(journal);
  }

  /** An object on a frame, where it was looked for. */
  public Optional<Shown> on(String key, int frame) {
    return Optional.ofNullable(frames(key).get(frame));
  }

  /** An object on all frames on which it was looked for. */
  public SortedMap<Integer, Shown> frames(String key) {
    return shown.getOrDefault(key, Collections.emptySortedMap());
  }

  Scene named(NamedObject object) {
    Map<String, NamedObject> more = new LinkedHashMap<>(objects);
    more.put(object.key(), object);
    return new Scene(more, shown, need, journal);
  }

  Scene without(String key) {
    Map<String, NamedObject> fewer = new LinkedHashMap<>(objects);
    fewer.remove(key);
    Map<String, SortedMap<Integer, Shown>> rest = new LinkedHashMap<>(shown);
    rest.remove(key);
    return new Scene(fewer, rest, need, journal);
  }

  Scene found(String key, int frame, Segmentation answer) {
    return found(Map.of(key, answer), frame);
  }

  Scene found(Map<String, Segmentation> answers, int frame) {
    Map<String, SortedMap<Integer, Shown>> more = new LinkedHashMap<>(shown);
    answers.forEach(
        (key, answer) -> {
          SortedMap<Integer, Shown> own = new TreeMap<>(frames(key));
          own.put(frame, Shown.of(answer));
          more.put(key, Collections.unmodifiableSortedMap(own));
        });
    return new Scene(objects, more, need, journal);
  }

  Scene cleared(String key, int frame, boolean all) {
    SortedMap<Integer, Shown> own = new TreeMap<>(frames(key));
    if (all) {
      own.clear();
    } else {
      own.remove(frame);
    }
    Map<String, SortedMap<Integer, Shown>> rest = new LinkedHashMap<>(shown);
    rest.put(key, Collections.unmodifiableSortedMap(own));
    return new Scene(objects, rest, need, journal);
  }

  Scene asked(List<SessionEvent> events) {
    return new Scene(objects, shown, need, events);
  }

  Scene asked(List<SessionEvent> events, List<Suggestion> suggestions) {
    Map<String, Map<Integer, Double>> all = new LinkedHashMap<>();
    for (Suggestion s : suggestions) {
      all.computeIfAbsent(s.object(), k -> new TreeMap<>()).put(s.frame(), s.need());
    }
    return new Scene(objects, shown, all, events);
  }

  /** Whether something was asked since objects were last followed through frames. */
  public boolean isStale() {
    boolean walked = false;
    for (int i = journal.size() - 1; i >= 0 && !walked; i--) {
      walked = journal.get(i) instanceof SessionEvent.Propagated;
    }
    boolean last =
        !journal.isEmpty() && journal.get(journal.size() - 1) instanceof SessionEvent.Propagated;
    return walked && !last;
  }
}
