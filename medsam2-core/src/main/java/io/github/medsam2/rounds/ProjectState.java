// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.rounds.ProjectEvent.Added;
import io.github.medsam2.rounds.ProjectEvent.CasesAdded;
import io.github.medsam2.rounds.ProjectEvent.FrozenDrawn;
import io.github.medsam2.rounds.ProjectEvent.FrozenRenewed;
import io.github.medsam2.rounds.ProjectEvent.OfCase;
import io.github.medsam2.rounds.ProjectEvent.Pick;
import io.github.medsam2.rounds.ProjectEvent.Proposed;
import io.github.medsam2.rounds.ProjectEvent.Reopened;
import io.github.medsam2.rounds.ProjectEvent.RoundBegun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a journal adds up to. Not thread-safe. */
final class ProjectState {
  private final Map<String, ProjectCase> cases = new LinkedHashMap<>();
  private final Map<String, String> byKey = new HashMap<>();
  private final Map<String, String> pixels = new HashMap<>();
  private final Set<String> frozen = new LinkedHashSet<>();
  private final List<ProjectEntry> history = new ArrayList<>();
  private final RoundsState rounds;

  ProjectState(String base) {
    this.rounds = new RoundsState(base, this);
  }

  /** Takes an event in, or refuses it and stays as it was. */
  void take(ProjectEntry entry) {
    require(entry.event());
    apply(entry.event());
    history.add(entry);
  }

  /** Refuses an event that may not happen now. */
  void require(ProjectEvent event) {
    if (event instanceof OfCase e) {
      Transitions.after(get(e.id()), e);
      requirePixels(e);
    } else if (event instanceof CasesAdded e) {
      e.cases().forEach(this::requireNew);
      long different = e.cases().stream().map(Added::key).distinct().count();
      long names = e.cases().stream().map(Added::id).distinct().count();
      boolean once = different == e.cases().size() && names == different;
      refuseUnless(once, "cases of a project", "each once", "one twice", "list once");
    } else if (event instanceof FrozenDrawn e) {
      requireFrozen(e);
    } else if (event instanceof FrozenRenewed e) {
      e.groups().forEach(this::requireUntouched);
    } else if (event instanceof RoundBegun e) {
      rounds.require(e);
      e.picks().forEach(this::requirePick);
      long different = e.picks().stream().map(Pick::id).distinct().count();
      refuseUnless(
          different == e.picks().size(), "cases of a round", "each once", "one twice", "list once");
    } else {
      rounds.require(event);
    }
  }

  private void requirePixels(OfCase event) {
    if (event instanceof Proposed e) {
      refuseUnless(
          pixels.getOrDefault(e.id(), e.pixels()).equals(e.pixels()),
          "image of case " + e.id(),
          "the pixels it had before",
          "others",
          "give the image the project was begun with, or add it as another case");
    }
  }

  private void requireNew(Added c) {
    boolean fresh = !cases.containsKey(c.id()) && !byKey.containsKey(c.key());
    refuseUnless(fresh, "case " + c.id(), "one that is not there yet", "it again", "leave it out");
    boolean other = frozen.contains(c.group()) != (c.side() == Side.FROZEN);
    refuseUnless(
        !other,
        "case " + c.id(),
        "the side of its patient",
        "the other side",
        "put all cases of a patient on one side");
  }

  private void requireFrozen(FrozenDrawn e) {
    refuseUnless(frozen.isEmpty(), "frozen patients", "none drawn before", "some", "renew them");
    Set<String> groups = new HashSet<>(e.groups());
    refuseUnless(
        cases.values().stream().noneMatch(c -> groups.contains(c.group())),
        "frozen patients",
        "patients not in the pool",
        "one of the pool",
        "put all cases of a patient on one side");
  }

  private void requireUntouched(String group) {
    boolean untouched =
        cases.values().stream()
            .filter(c -> c.group().equals(group))
            .allMatch(c -> c.side() == Side.POOL && c.state() instanceof CaseState.New);
    refuseUnless(
        untouched, "patient to be frozen", "new cases only", "others", "draw other patients");
  }

  private void requirePick(Pick pick) {
    ProjectCase c = get(pick.id());
    boolean free = c.side() == Side.POOL && c.state() instanceof CaseState.New;
    refuseUnless(
        free,
        "case " + c.id() + ", to be queued",
        "a new one of the pool",
        c.side() == Side.FROZEN ? "a frozen one" : c.state().label(),
        "choose others");
  }

  static void refuseUnless(boolean good, String where, String expected, String found, String fix) {
    if (!good) {
      throw new InvalidInputException(where, expected, found, fix);
    }
  }

  private void apply(ProjectEvent event) {
    if (event instanceof OfCase e) {
      ProjectCase c = get(e.id());
      put(c.in(Transitions.after(c, e)));
      if (e instanceof Proposed p) {
        pixels.put(p.id(), p.pixels());
      }
      if (e instanceof Reopened) {
        rounds.reopened(e.id());
      }
    } else if (event instanceof CasesAdded e) {
      e.cases().forEach(this::add);
    } else if (event instanceof FrozenDrawn e) {
      frozen.addAll(e.groups());
    } else if (event instanceof FrozenRenewed e) {
      renew(e);
    } else {
      if (event instanceof RoundBegun e) {
        e.picks().forEach(p -> put(get(p.id()).queued(e.round(), p.random())));
      }
      rounds.apply(event);
    }
  }

  private void add(Added c) {
    byKey.put(c.key(), c.id());
    put(
        new ProjectCase(
            c.id(), c.key(), c.group(), c.stratum(), c.side(), 0, false, new CaseState.New()));
  }

  private void renew(FrozenRenewed e) {
    frozen.clear();
    frozen.addAll(e.groups());
    cases.replaceAll((id, c) -> c.on(frozen.contains(c.group()) ? Side.FROZEN : Side.POOL));
    rounds.renewed();
  }

  /** Marks what a model learnt from, as far as it still stands. */
  void used(String id, int round) {
    ProjectCase c = get(id);
    c.state().acceptedMask().ifPresent(mask -> put(c.in(new CaseState.Used(mask, round))));
  }

  private void put(ProjectCase c) {
    cases.put(c.id(), c);
  }

  /** A case; one that is not there is refused. */
  ProjectCase get(String id) {
    ProjectCase c = cases.get(id);
    if (c == null) {
      throw new InvalidInputException(
          "case", "an id of this project, such as c000001", "another", "take it from cases()");
    }
    return c;
  }

  Optional<String> idOf(String key) {
    return Optional.ofNullable(byKey.get(key));
  }

  List<ProjectCase> cases() {
    return List.copyOf(cases.values());
  }

  int size() {
    return cases.size();
  }

  Set<String> frozenGroups() {
    return new HashSet<>(frozen);
  }

  List<ProjectEntry> history() {
    return List.copyOf(history);
  }

  RoundsState rounds() {
    return rounds;
  }
}
