// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.MedSam2;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.rounds.ProjectEvent.Pick;
import io.github.medsam2.sampling.CounterRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the cases of a round are found. */
final class Choice {
  private final Project project;
  private final BoundCases cases;
  private final Selection rule;
  private final MedSam2 model;

  Choice(Project project, BoundCases cases, Selection rule, MedSam2 model) {
    this.project = project;
    this.cases = cases;
    this.rule = rule;
    this.model = model;
  }

  List<Pick> picks(int count) {
    List<ProjectCase> fresh =
        project.cases().stream()
            .filter(c -> c.side() == Side.POOL && c.state() instanceof CaseState.New)
            .filter(c -> cases.has(c.id()))
            .toList();
    ProjectState.refuseUnless(
        !fresh.isEmpty(), "cases to choose", "a new case in the pool", "none", "add cases");
    int round = project.rounds().size() + 1;
    Selection.Drawn drawn = rule.draw(fresh.size(), count, round);
    List<String> random = drawn.random().stream().map(i -> fresh.get(i).id()).toList();
    List<ProjectCase> others = drawn.candidates().stream().map(fresh::get).toList();
    int wanted = Math.min(count, fresh.size()) - random.size();
    List<String> chosen = new ArrayList<>(chosen(others, wanted, round));
    balanced(others, chosen, wanted);
    return Selection.picks(random, chosen);
  }

  private List<String> chosen(List<ProjectCase> others, int wanted, int round) {
    List<DoubtfulCase> doubtful = new ArrayList<>();
    Doubting doubting = new Doubting(model, rule.flip());
    CounterRandom random = CounterRandom.of(rule.seed()).split("doubt").split(round);
    for (ProjectCase c : others) {
      Optional<Prompts> hint = wanted == 0 ? Optional.empty() : cases.hint(c.id());
      hint.ifPresent(
          prompts ->
              doubtful.add(
                  doubting.candidate(c, cases.image(c.id()), prompts, random.split(c.id()))));
    }
    return doubtful.isEmpty() ? List.of() : rule.choose(doubtful, anchors(round), wanted);
  }

  private List<float[]> anchors(int round) {
    List<ProjectCase> accepted =
        project.cases().stream()
            .filter(c -> c.side() == Side.POOL && c.state().acceptedMask().isPresent())
            .filter(c -> cases.has(c.id()))
            .toList();
    int count = Math.min(rule.anchors(), accepted.size());
    int[] drawn =
        CounterRandom.of(rule.seed()).split("anchors").split(round).choose(count, accepted.size());
    List<float[]> features = new ArrayList<>();
    for (int i : drawn) {
      ProjectCase c = accepted.get(i);
      try (ImageEmbedding image = model.embed(cases.image(c.id()))) {
        features.add(image.pooled(project.mask(c.state().acceptedMask().orElseThrow())));
      }
    }
    return features;
  }

  /**
   * Of cases that nothing is known of, in turn one of each stratum, in the order they were drawn.
   */
  private static void balanced(List<ProjectCase> others, List<String> chosen, int wanted) {
    Map<String, List<String>> strata = new LinkedHashMap<>();
    for (ProjectCase c : others) {
      if (!chosen.contains(c.id())) {
        strata.computeIfAbsent(c.stratum(), s -> new ArrayList<>()).add(c.id());
      }
    }
    for (int turn = 0; chosen.size() < wanted; turn++) {
      for (List<String> stratum : strata.values()) {
        if (turn < stratum.size() && chosen.size() < wanted) {
          chosen.add(stratum.get(turn));
        }
      }
    }
  }
}
