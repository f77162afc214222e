// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import io.github.medsam2.rounds.ProjectEvent.Judged;
import io.github.medsam2.rounds.ProjectEvent.Kept;
import io.github.medsam2.rounds.ProjectEvent.Promoted;
import io.github.medsam2.rounds.ProjectEvent.RoundBegun;
import io.github.medsam2.rounds.ProjectEvent.Trained;
import io.github.medsam2.rounds.ProjectEvent.TrainingBegun;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Rounds and models of a project. Not thread-safe. */
final class RoundsState {
  static final int MOST_LOOKS = 10;

  private final ProjectState project;
  private final List<ProjectRound> rounds = new ArrayList<>();
  private final Map<String, ProjectModel> models = new LinkedHashMap<>();

  /** Masks of the last round's training as they were when it began. */
  private final Map<String, String> masks = new LinkedHashMap<>();

  /** Cases of the last round's training that were reopened since it began. */
  private final Set<String> reopened = new HashSet<>();

  private String current;
  private int looks;

  RoundsState(String base, ProjectState project) {
    this.project = project;
    this.current = base;
    models.put(base, new ProjectModel(base, 0, Set.of(), Set.of()));
  }

  void require(ProjectEvent event) {
    if (event instanceof RoundBegun e) {
      requireBegin(e);
    } else if (event instanceof TrainingBegun e) {
      requireTraining(e);
    } else if (event instanceof Trained e) {
      ProjectRound round = open(e.round(), "training");
      boolean due = !round.training().isEmpty() && round.trained().isEmpty();
      refuseUnless(due, "training of round " + e.round(), "one that was begun", "none, or done");
    } else if (event instanceof Judged e) {
      requireLook(e);
    } else if (event instanceof Promoted e) {
      refuseUnless(models.containsKey(e.model()), "model to use", "one of the project", "another");
      if (e.round() == 0) {
        refuseUnless(
            !e.model().equals(current), "model to go back to", "another", "the one in use");
      } else {
        requireDecision(e.round(), e.model());
      }
    } else if (event instanceof Kept e) {
      requireDecision(e.round(), e.model());
    }
  }

  private void requireBegin(RoundBegun e) {
    boolean closed = rounds.isEmpty() || last().decided() || last().training().isEmpty();
    refuseUnless(
        closed, "round " + e.round(), "the one before decided", "its training begun, no decision");
    refuseUnless(
        e.round() == rounds.size() + 1, "round", "number " + (rounds.size() + 1), e.round() + "");
    refuseUnless(e.model().equals(current), "model of a round", "the one in use", "another");
    refuseUnless(!e.picks().isEmpty(), "round " + e.round(), "at least one case", "none");
  }

  private void requireTraining(TrainingBegun e) {
    ProjectRound round = open(e.round(), "training");
    refuseUnless(
        round.training().isEmpty(), "training of round " + e.round(), "not begun", "begun before");
    refuseUnless(!e.ids().isEmpty(), "training", "at least one accepted case", "none");
    for (String id : e.ids()) {
      ProjectCase c = project.get(id);
      boolean good = c.side() == Side.POOL && c.state().acceptedMask().isPresent();
      refuseUnless(good, "case " + id + ", to learn from", "accepted, of the pool", "another");
    }
  }

  private void requireLook(Judged e) {
    ProjectRound round = open(e.round(), "look at the frozen cases");
    boolean mine = round.trained().filter(e.model()::equals).isPresent();
    refuseUnless(mine, "look at the frozen cases", "the model of the round", "another, or none");
    refuseUnless(
        e.against().equals(current), "look", "a comparison with the model in use", "other");
    ProjectState.refuseUnless(
        looks < MOST_LOOKS,
        "look at the frozen cases",
        "at most " + MOST_LOOKS + " looks at the same patients",
        looks + " before",
        "renew the frozen patients: a set that is looked at often is learnt by heart");
  }

  private void requireDecision(int number, String model) {
    ProjectRound round = open(number, "decision");
    boolean judged =
        round
            .judged()
            .filter(j -> j.against().equals(current) && j.model().equals(model))
            .isPresent();
    refuseUnless(judged, "decision of round " + number, "a look at both models before", "none");
  }

  private ProjectRound open(int number, String what) {
    boolean here = number == rounds.size() && number > 0 && !last().decided();
    refuseUnless(here, what, "an open round, number " + rounds.size(), number + "");
    return last();
  }

  private static void refuseUnless(boolean good, String where, String expected, String found) {
    ProjectState.refuseUnless(
        good, where, expected, found, "choose, train, judge and decide in this order");
  }

  void apply(ProjectEvent event) {
    if (event instanceof RoundBegun e) {
      List<String> ids = e.picks().stream().map(ProjectEvent.Pick::id).toList();
      rounds.add(
          new ProjectRound(
              e.round(), e.model(), ids, List.of(), Optional.empty(), Optional.empty(), false));
    } else if (event instanceof TrainingBegun e) {
      reopened.clear();
      masks.clear();
      e.ids().forEach(id -> masks.put(id, project.get(id).state().acceptedMask().orElseThrow()));
      replace(last().training(e.ids()));
    } else if (event instanceof Trained e) {
      trained(e);
    } else if (event instanceof Judged e) {
      looks++;
      replace(last().judged(e));
    } else if (event instanceof Promoted e) {
      current = e.model();
      close(e.round());
    } else if (event instanceof Kept e) {
      close(e.round());
    }
  }

  private void trained(Trained e) {
    Set<String> ids = new HashSet<>(last().training());
    Set<String> gone = new HashSet<>(reopened);
    ProjectModel known = models.get(e.model());
    if (known == null) {
      models.put(e.model(), new ProjectModel(e.model(), e.round(), ids, gone));
    }
    ids.stream()
        .filter(id -> !gone.contains(id))
        .sorted()
        .forEach(id -> project.used(id, e.round()));
    replace(last().trained(e.model()));
  }

  private void close(int round) {
    if (round > 0) {
      replace(last().closed());
    }
  }

  private void replace(ProjectRound round) {
    rounds.set(rounds.size() - 1, round);
  }

  /** Models that learnt from a case have learnt from a mask that nobody stands for. */
  void reopened(String id) {
    models.replaceAll((key, m) -> m.trainedOn().contains(id) ? superseded(m, id) : m);
    if (!rounds.isEmpty() && last().training().contains(id) && last().trained().isEmpty()) {
      reopened.add(id);
    }
  }

  private static ProjectModel superseded(ProjectModel m, String id) {
    Set<String> gone = new HashSet<>(m.superseded());
    gone.add(id);
    return new ProjectModel(m.id(), m.round(), m.trainedOn(), gone);
  }

  void renewed() {
    looks = 0;
  }

  private ProjectRound last() {
    return rounds.get(rounds.size() - 1);
  }

  List<ProjectRound> rounds() {
    return List.copyOf(rounds);
  }

  Map<String, ProjectModel> models() {
    return new LinkedHashMap<>(models);
  }

  Map<String, String> masksOfTraining() {
    return new LinkedHashMap<>(masks);
  }

  String current() {
    return current;
  }

  int looks() {
    return looks;
  }
}
