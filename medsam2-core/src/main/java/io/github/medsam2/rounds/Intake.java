// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.rounds.ProjectEvent.Added;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** How the user's cases become a project's. */
final class Intake {
  private static final int AT_ONCE = 500;

  private final ProjectStore store;
  private final CaseSource source;

  Intake(ProjectStore store, CaseSource source) {
    this.store = store;
    this.source = source;
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < source.size(); i++) {
      requireId(ids.add(source.id(i)) && !source.id(i).isBlank());
      requireStratum(source.stratum(i));
    }
  }

  private static void requireId(boolean good) {
    if (!good) {
      throw new InvalidInputException(
          "ids of cases", "each once, and not blank", "one twice or blank", "name cases apart");
    }
  }

  private static void requireStratum(String stratum) {
    if (!stratum.matches("[A-Za-z0-9 _.+-]{0,40}")) {
      throw new InvalidInputException(
          "stratum of a case",
          "up to 40 letters, digits, spaces and _ . + -",
          "another text",
          "name an artery or a view; it is kept as it is, so no patient's name belongs there");
    }
  }

  /** What a case of a source is found by. */
  static String key(ProjectStore store, CaseSource source, int index) {
    return store.names().of("case", source.id(index));
  }

  private String group(int index) {
    return store.names().of("group", source.group(index));
  }

  private Set<String> groups() {
    Set<String> groups = new TreeSet<>();
    for (int i = 0; i < source.size(); i++) {
      groups.add(group(i));
    }
    return groups;
  }

  /** Adds what is new; the first cases decide who is frozen. */
  int add() {
    Set<String> groups = groups();
    if (store.state().size() == 0 && store.state().frozenGroups().isEmpty()) {
      store.write(new ProjectEvent.FrozenDrawn(Frozen.first(groups, store.file().options())));
    }
    if (store.state().frozenGroups().isEmpty()) {
      throw new InvalidInputException(
          "cases of a project", "frozen patients before", "none", "say which side they are for");
    }
    return addNew();
  }

  /** Adds what is new to a side. */
  int add(Side side) {
    Set<String> groups = groups();
    if (side == Side.FROZEN && store.state().frozenGroups().isEmpty()) {
      store.write(new ProjectEvent.FrozenDrawn(List.copyOf(groups)));
    }
    Set<String> frozen = store.state().frozenGroups();
    boolean fits =
        side == Side.FROZEN
            ? frozen.containsAll(groups)
            : groups.stream().noneMatch(frozen::contains);
    if (!fits) {
      throw new InvalidInputException(
          "cases of the side " + side,
          "patients of that side only",
          "others",
          "split by patient; other patients are frozen by renewFrozen()");
    }
    return addNew();
  }

  private int addNew() {
    List<Added> added = new ArrayList<>();
    Set<String> frozen = store.state().frozenGroups();
    for (int i = 0; i < source.size(); i++) {
      String key = key(store, source, i);
      if (store.state().idOf(key).isEmpty()) {
        int number = store.state().size() + added.size() + 1;
        String id = String.format(Locale.ROOT, "c%06d", number);
        Side side = frozen.contains(group(i)) ? Side.FROZEN : Side.POOL;
        added.add(new Added(id, key, group(i), source.stratum(i), side));
      }
    }
    for (int from = 0; from < added.size(); from += AT_ONCE) {
      int to = Math.min(added.size(), from + AT_ONCE);
      store.write(new ProjectEvent.CasesAdded(List.copyOf(added.subList(from, to))));
    }
    return added.size();
  }
}
