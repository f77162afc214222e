// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.ModelOptions;
import io.github.medsam2.adapter.BaseWeights;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Mask;
import io.github.medsam2.net.config.Networks;
import io.github.medsam2.sampling.BoxNoise;
import io.github.medsam2.sampling.Corrections;
import io.github.medsam2.sampling.PromptRecipe;
import io.github.medsam2.testing.RuleWeights;
import io.github.medsam2.train.TrainerOptions;
import io.github.medsam2.train.optim.KeySelection;
import io.github.medsam2.train.optim.RatePlan;
import io.github.medsam2.train.optim.Schedule;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rounds with a network that learns, and a robot for a reader. */
class RoundsTest {
  private static final int UPDATES = 6;
  private static final Weights BASE = new RuleWeights(Networks.nano().keys(), 2);
  private static final CaseSource CASES = Discs.cases(0, 7);

  @TempDir Path folder;

  private Project project() {
    String base = new BaseWeights(BASE).fingerprint();
    return Project.open(folder, ProjectOptions.of(base).frozen(0.2, 2));
  }

  private static Rounds rounds(Project project) {
    RoundsOptions options =
        RoundsOptions.of("robot")
            .serving(ModelOptions.defaults().threads(1).imageSize(64))
            .selection(new Selection(0.25, 2, 4, true, 1))
            .validationShare(0);
    return Rounds.open(project, CASES, BASE, options);
  }

  private static TrainerOptions training() {
    return TrainerOptions.of(UPDATES)
        .imageSize(64)
        .batch(1)
        .keys(KeySelection.decoder())
        .threads(1)
        .clip(1)
        .averageDecay(0)
        .saveEvery(2)
        .rates(new RatePlan(6e-4, 6e-4, 1, 0, new Schedule(2, UPDATES, 0.05)))
        .prompts(
            PromptRecipe.medSam2()
                .withBoxes(BoxNoise.NONE, 0)
                .withCorrections(Corrections.exactly(0)));
  }

  private static Mask truth(Project project, String id) {
    for (int i = 0; i < CASES.size(); i++) {
      if (project.idOf(CASES, i).filter(id::equals).isPresent()) {
        return CASES.truth(i).orElseThrow();
      }
    }
    throw new IllegalStateException("no truth");
  }

  private static int work(Project project, Rounds rounds, int most) {
    int worked = 0;
    Optional<RoundTask> task = rounds.next();
    while (task.isPresent() && worked < most) {
      RoundTask t = task.get();
      assertThat(t.state()).isInstanceOf(CaseState.Proposed.class);
      assertThat(t.mask().orElseThrow().width()).isEqualTo(Discs.SIDE);
      SimulatedAnnotator.of(1).work(t, truth(project, t.id()));
      worked++;
      task = worked < most ? rounds.next() : Optional.empty();
    }
    return worked;
  }

  /** Begun, left in the middle of the work and of the training, and brought to its end. */
  @Test
  void aRoundGoesOnWhereItWasLeft() {
    try (Project project = project();
        Rounds rounds = rounds(project)) {
      assertThat(project.add(CASES)).isEqualTo(14);
      assertThat(SimulatedAnnotator.of(1).drawFrozen(project, CASES)).isEqualTo(4);
      assertThat(rounds.select(5)).isEqualTo(1);
      assertThat(project.cases().stream().filter(ProjectCase::random)).hasSize(2);
      assertThat(work(project, rounds, 3)).isEqualTo(3);
      assertThatThrownBy(rounds::judge).isInstanceOf(InvalidInputException.class);
    }
    try (Project project = project();
        Rounds rounds = rounds(project)) {
      assertThat(work(project, rounds, 99)).isEqualTo(2);
      assertThat(rounds.train(training(), p -> p.update() < 3)).isEmpty();
    }
    String model;
    Verdict verdict;
    try (Project project = project();
        Rounds rounds = rounds(project)) {
      model = rounds.train(training(), p -> p.update() > 3).orElseThrow();
      assertThat(rounds.train(training(), p -> false)).contains(model);
      FrozenReport report = rounds.judge();
      assertThat(rounds.judge()).isEqualTo(report);
      assertThat(project.looks()).isEqualTo(1);
      assertThat(report.scores()).hasSize(4);
      verdict = rounds.decide();
      assertThat(verdict).isEqualTo(PromotionRule.standard().decide(report));
      assertThat(project.currentModel()).isEqualTo(verdict.promoted() ? model : project.base());
      if (!verdict.promoted()) {
        project.rollBack(model);
      }
      second(project, rounds);
      project.rollBack(project.base());
      assertThat(rounds.model().info().source()).contains("rule weights");
    }
  }

  /** Proposals come from the new model, and no case is chosen twice. */
  private static void second(Project project, Rounds rounds) {
    Set<String> before = new HashSet<>(project.rounds().get(0).cases());
    assertThat(rounds.select(2)).isEqualTo(2);
    assertThat(project.rounds().get(1).cases()).hasSize(2).doesNotContainAnyElementsOf(before);
    RoundTask task = rounds.next().orElseThrow();
    assertThat(task.state())
        .isInstanceOfSatisfying(
            CaseState.Proposed.class, p -> assertThat(p.model()).isEqualTo(project.currentModel()));
    task.correct(Discs.disc(20, 20, 9), Effort.of(1, 9));
    task.accept(Effort.of(0, 4));
    assertThat(EffortReport.of(project).rounds()).containsExactly(1, 2);
    assertThat(EffortReport.of(project).text()).contains("hoped for: 65 %");
  }

  @Test
  void anotherBaseIsRefused() {
    try (Project project = project()) {
      Weights other = new RuleWeights(Networks.nano().keys(), 1);
      assertThatThrownBy(() -> Rounds.open(project, CASES, other, RoundsOptions.of("r1")))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("fingerprint");
    }
  }
}
