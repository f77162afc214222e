// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.samples.research;

import io.github.medsam2.MedSam2;
import io.github.medsam2.ModelOptions;
import io.github.medsam2.adapter.BaseWeights;
import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.checkpoint.Safetensors;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.coronary.CoronaryHeads;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.data.Split;
import io.github.medsam2.evaluate.BoxDrawing;
import io.github.medsam2.evaluate.Comparison;
import io.github.medsam2.evaluate.ComparisonResult;
import io.github.medsam2.evaluate.Protocol;
import io.github.medsam2.rounds.CaseSource;
import io.github.medsam2.rounds.EffortReport;
import io.github.medsam2.rounds.Project;
import io.github.medsam2.rounds.ProjectOptions;
import io.github.medsam2.rounds.Rounds;
import io.github.medsam2.rounds.RoundsOptions;
import io.github.medsam2.rounds.Selection;
import io.github.medsam2.rounds.SimulatedAnnotator;
import io.github.medsam2.sampling.WordRecipe;
import io.github.medsam2.train.Trainer;
import io.github.medsam2.train.TrainerOptions;
import io.github.medsam2.train.coronary.CoronaryReadings;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A first study in four weeks: how good is the model as it is, what do rounds with a reader make of
 * it, what can it learn to read. Here the reader is a robot that knows the truth, which flatters;
 * put a viewer in its place. Everything is written into one folder, and a run that was killed goes
 * on when it is started again.
 *
 * @param base weights to begin from
 * @param samples with masks, patients, and where known names and stenoses
 * @param folder of the study
 * @param scale how much is done
 */
public record FourWeeks(Checkpoint base, SampleSet samples, Path folder, Scale scale) {

  /**
   * How much is done.
   *
   * @param side pixels of the model's input
   * @param updates of each training
   * @param cases worked on in a round
   * @param rounds how many
   */
  public record Scale(int side, int updates, int cases, int rounds) {
    /** For a study: days on a processor, hours on a graphics card. */
    public static final Scale FULL = new Scale(512, 2000, 200, 3);
  }

  /**
   * All four weeks.
   *
   * @param tell takes a line for each step
   * @return the weights at the end, with heads
   */
  public Path run(Consumer<String> tell) {
    tell.accept("week 1, baseline\n" + baseline());
    Path best = rounds(tell);
    tell.accept("week 4, heads");
    return heads(best);
  }

  private ModelOptions serving() {
    return ModelOptions.defaults().imageSize(scale.side());
  }

  private TrainerOptions training() {
    return TrainerOptions.of(scale.updates()).imageSize(scale.side()).batch(1);
  }

  /** Week 1: scores on every case, by an exact box, before anything is trained. */
  private String baseline() {
    try (MedSam2 model = MedSam2.of(base, serving())) {
      ComparisonResult result =
          Comparison.of(samples)
              .title("Baseline")
              .candidate("as it is", model)
              .protocols(Protocol.box(BoxDrawing.EXACT))
              .run();
      result.writeHtml(folder.resolve("baseline.html"));
      result.writeCsv(folder.resolve("baseline.csv"));
      return result.toString();
    }
  }

  /** Weeks 2 and 3: propose, correct, accept, train, judge on patients nobody learns from. */
  private Path rounds(Consumer<String> tell) {
    SimulatedAnnotator reader = SimulatedAnnotator.of(1);
    CaseSource cases = reader.knowingBoxes(CaseSource.of(samples));
    RoundsOptions options =
        RoundsOptions.of("robot")
            .serving(serving())
            .selection(new Selection(0.25, 2, 4, false, 1))
            .validationShare(0);
    ProjectOptions project = ProjectOptions.of(new BaseWeights(base).fingerprint()).frozen(0.25, 2);
    try (Project study = Project.open(folder.resolve("project"), project);
        Rounds rounds = Rounds.open(study, cases, base, options)) {
      study.add(cases);
      reader.drawFrozen(study, cases);
      while (study.rounds().size() < scale.rounds()) {
        rounds.select(scale.cases());
        reader.workAll(study, rounds, cases);
        rounds.train(training(), progress -> true);
        rounds.judge();
        tell.accept(
            "weeks 2 and 3, round " + study.rounds().size() + ": " + rounds.decide().reasons());
      }
      tell.accept(EffortReport.of(study).text());
      return current(study);
    }
  }

  private Path current(Project study) {
    Path start = folder.resolve("base.safetensors");
    Safetensors.write(start, base.values(), Map.of());
    boolean unchanged = study.currentModel().equals(study.base());
    return unchanged ? start : study.modelFile(study.currentModel());
  }

  /** Week 4: a text encoder and heads for segments and stenoses, trained on what is described. */
  private Path heads(Path best) {
    try (Checkpoint weights = Checkpoint.open(best)) {
      Weights begun = CoronaryHeads.addTo(weights, 1);
      Split split = Split.byGroup(samples, 0.25, 1);
      TrainerOptions options =
          training()
              .words(new WordRecipe(0, 0.5, 0.5))
              .readings(CoronaryReadings.of(split.train()));
      Path named = folder.resolve("with-heads.safetensors");
      try (Trainer trainer = Trainer.open(begun, split, folder.resolve("heads"), options)) {
        trainer.run(progress -> true);
        trainer.exportBest(named);
      }
      return named;
    }
  }
}
