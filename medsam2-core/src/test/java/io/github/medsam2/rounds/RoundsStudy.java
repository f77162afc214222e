// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import io.github.medsam2.ModelOptions;
import io.github.medsam2.adapter.BaseWeights;
import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.data.SampleObject;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.train.TrainerOptions;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Rounds with a robot for a reader: {@code folder weights updates imageSize threads seed sizes..}
 * runs on discs, to see that it works; {@link #run} takes any samples. A study that was killed goes
 * on where it was when it is started again with the same arguments. Prints effort, decisions and
 * what the frozen cases say, round by round.
 */
final class RoundsStudy {
  private RoundsStudy() {}

  /**
   * What is run.
   *
   * @param sizes cases of each round
   * @param trainer how each round's model is trained
   * @param serving how models are opened
   * @param selection how cases are chosen
   * @param seed of the robot
   * @param good the IoU the robot is content with
   */
  record Plan(
      List<Integer> sizes,
      TrainerOptions trainer,
      ModelOptions serving,
      Selection selection,
      long seed,
      double good) {

    SimulatedAnnotator robot() {
      return SimulatedAnnotator.of(seed).contentWith(good);
    }
  }

  /**
   * Runs a study, or the rest of it.
   *
   * @param folder of the project
   * @param base what all models are trained from
   * @param pool to choose from
   * @param frozen to judge by; no patient of the pool
   * @param stratum such as the artery
   * @param log told of every step
   * @return the report
   */
  static String run(
      Path folder,
      Weights base,
      SampleSet pool,
      SampleSet frozen,
      Function<SampleObject, String> stratum,
      Plan plan,
      Consumer<String> log) {
    SimulatedAnnotator robot = plan.robot();
    CaseSource learnt = robot.knowingBoxes(CaseSource.of(pool, stratum));
    CaseSource judged = CaseSource.of(frozen, stratum);
    CaseSource all = learnt.and(judged);
    RoundsOptions options =
        RoundsOptions.of("robot").serving(plan.serving()).selection(plan.selection());
    ProjectOptions begun = ProjectOptions.of(new BaseWeights(base).fingerprint()).seed(plan.seed());
    try (Project project = Project.open(folder, begun);
        Rounds rounds = Rounds.open(project, all, base, options)) {
      project.mended().ifPresent(log);
      project.add(judged, Side.FROZEN);
      project.add(learnt, Side.POOL);
      log.accept(robot.drawFrozen(project, all) + " frozen cases drawn");
      for (int round = 1; round <= plan.sizes().size(); round++) {
        round(project, rounds, all, plan, round, log);
      }
      String report = EffortReport.of(project).text() + decisions(project);
      log.accept(report);
      return report;
    }
  }

  private static void round(
      Project project, Rounds rounds, CaseSource all, Plan plan, int number, Consumer<String> log) {
    if (project.rounds().size() < number) {
      rounds.select(plan.sizes().get(number - 1));
      log.accept("round " + number + ": " + project.rounds().get(number - 1).cases().size());
    }
    if (project.rounds().get(number - 1).decided()) {
      return;
    }
    int worked = plan.robot().workAll(project, rounds, all);
    log.accept("round " + number + ": " + worked + " cases worked on");
    rounds.train(
        plan.trainer(),
        p -> {
          if (p.update() % 50 == 0 || p.dice().isPresent()) {
            log.accept("round " + number + ": " + p);
          }
          return true;
        });
    FrozenReport look = rounds.judge();
    log.accept(
        String.format(
            Locale.ROOT,
            "round %d: frozen Dice %.4f, before %.4f; clicks to 0.85 %.2f, before %.2f",
            number,
            look.mean(FrozenReport.Score::after),
            look.mean(FrozenReport.Score::before),
            look.mean(FrozenReport.Score::clicksAfter),
            look.mean(FrozenReport.Score::clicksBefore)));
    log.accept("round " + number + ": " + rounds.decide());
  }

  private static String decisions(Project project) {
    StringBuilder out = new StringBuilder();
    for (ProjectEntry entry : project.history()) {
      if (entry.event() instanceof ProjectEvent.Promoted e) {
        out.append("round ").append(e.round()).append(" promoted: ").append(e.reasons());
      } else if (entry.event() instanceof ProjectEvent.Kept e) {
        out.append("round ").append(e.round()).append(" not promoted: ").append(e.reasons());
      } else {
        continue;
      }
      out.append('\n');
    }
    return out.toString();
  }

  /** Runs on discs. */
  public static void main(String[] args) {
    int side = Integer.parseInt(args[3]);
    int threads = Integer.parseInt(args[4]);
    long seed = Long.parseLong(args[5]);
    Plan plan =
        new Plan(
            Arrays.stream(args).skip(6).map(Integer::valueOf).toList(),
            TrainerOptions.of(Long.parseLong(args[2])).imageSize(side).threads(threads).seed(seed),
            ModelOptions.defaults().threads(threads).imageSize(side),
            Selection.standard(),
            seed,
            0.9);
    int cases = plan.sizes().stream().mapToInt(Integer::intValue).sum();
    try (Checkpoint base = Checkpoint.open(Path.of(args[1]))) {
      run(
          Path.of(args[0]),
          base,
          Discs.samples(0, cases),
          Discs.samples(cases, cases + 40),
          object -> "",
          plan,
          System.out::println);
    }
  }
}
