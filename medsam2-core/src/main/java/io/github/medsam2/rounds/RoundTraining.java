// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import io.github.medsam2.adapter.BaseWeights;
import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.data.Split;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.train.Progress;
import io.github.medsam2.train.Trainer;
import io.github.medsam2.train.TrainerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The training of a round, from the base on all that was accepted when it began. */
final class RoundTraining {
  private final Project project;
  private final BoundCases cases;
  private final Weights base;
  private final RoundsOptions options;

  RoundTraining(Project project, BoundCases cases, Weights base, RoundsOptions options) {
    this.project = project;
    this.cases = cases;
    this.base = base;
    this.options = options;
  }

  Optional<String> run(TrainerOptions trainer, Predicate<Progress> goOn) {
    ProjectRound round = begun();
    if (round.trained().isPresent()) {
      return round.trained();
    }
    Path folder = project.roundFolder(round.number());
    Path written = folder.resolve("model.safetensors");
    try (Trainer t = Trainer.open(base, split(), folder.resolve("train"), trainer)) {
      t.run(goOn);
      if (!t.isDone()) {
        return Optional.empty();
      }
      if (split().validation().size() > 0) {
        t.exportBest(written);
      } else {
        t.export(written);
      }
    }
    String model = moved(written);
    project.write(new ProjectEvent.Trained(round.number(), model));
    return Optional.of(model);
  }

  private ProjectRound begun() {
    ProjectRound round = last();
    if (round.training().isEmpty()) {
      List<String> accepted =
          project.cases().stream()
              .filter(c -> c.side() == Side.POOL && c.state().acceptedMask().isPresent())
              .filter(c -> cases.has(c.id()))
              .map(ProjectCase::id)
              .toList();
      project.write(new ProjectEvent.TrainingBegun(round.number(), accepted));
    }
    return last();
  }

  private ProjectRound last() {
    List<ProjectRound> all = project.rounds();
    if (all.isEmpty()) {
      throw new InvalidInputException(
          "training", "a round that was begun", "none", "select cases first");
    }
    return all.get(all.size() - 1);
  }

  private Split split() {
    List<ProjectCase> learnt = project.lastTraining();
    AcceptedSamples samples = new AcceptedSamples(project, cases, learnt);
    return Split.byGroup(samples, options.validationShare, project.options().seed());
  }

  /** To where models are kept, by one move: a name there stands for a whole model. */
  private String moved(Path written) {
    String model;
    try (Checkpoint weights = Checkpoint.open(written)) {
      model = new BaseWeights(weights).fingerprint();
    }
    try {
      Path target = project.modelFile(model);
      Files.createDirectories(target.toAbsolutePath().getParent());
      Files.move(written, target, StandardCopyOption.REPLACE_EXISTING);
      return model;
    } catch (IOException e) {
      throw new MedSam2Exception(
          "model of a round",
          "a folder to write to",
          e.getClass().getSimpleName(),
          "check path, rights and free space");
    }
  }
}
