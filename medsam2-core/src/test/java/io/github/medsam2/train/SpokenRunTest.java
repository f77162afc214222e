// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.MedSam2;
import io.github.medsam2.ModelOptions;
import io.github.medsam2.Segmentation;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.coronary.CoronaryHeads;
import io.github.medsam2.data.Sample;
import io.github.medsam2.data.SampleObject;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.data.Split;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.evaluate.MaskScores;
import io.github.medsam2.net.config.Networks;
import io.github.medsam2.net.coronary.CoronaryConfig;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.coronary.CoronaryPrompt;
import io.github.medsam2.reading.coronary.CoronaryReading;
import io.github.medsam2.sampling.BoxNoise;
import io.github.medsam2.sampling.Corrections;
import io.github.medsam2.sampling.PromptRecipe;
import io.github.medsam2.sampling.WordRecipe;
import io.github.medsam2.testing.RuleWeights;
import io.github.medsam2.train.coronary.CoronaryReadings;
import io.github.medsam2.train.loss.ReadingLoss;
import io.github.medsam2.train.optim.KeySelection;
import io.github.medsam2.train.optim.RatePlan;
import io.github.medsam2.train.optim.Schedule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of a network that understands words and reads masks. */
class SpokenRunTest {
  private static final List<String> NAMES = List.of("CASS 2", "CASS 13");
  private static final PromptRecipe EXACT =
      PromptRecipe.medSam2().withBoxes(BoxNoise.NONE, 0).withCorrections(Corrections.exactly(0));

  @TempDir Path folder;

  private static Weights weights() {
    return CoronaryHeads.addTo(NanoRun.weights(), 1);
  }

  private static Sample named(int number) {
    Sample plain = NanoRun.sample(number, "patient " + number);
    List<SampleObject> objects = new ArrayList<>();
    for (SampleObject o : plain.objects()) {
      CoronaryPrompt name = CoronaryPrompt.parse(NAMES.get(objects.size()) + ", RAO 30");
      objects.add(o.described(name).withStenosis(objects.isEmpty() ? 20 : 70));
    }
    return new Sample(plain.id(), plain.group(), plain.frames(), objects);
  }

  private static Split split() {
    return new Split(SampleSet.of(List.of(named(0), named(1))), SampleSet.of(List.of()));
  }

  private static TrainerOptions options(int updates) {
    return NanoRun.options(updates)
        .imageSize(64)
        .batch(2)
        .keys(KeySelection.all())
        .averageDecay(0)
        .rates(new RatePlan(8e-4, 8e-4, 1, 0, new Schedule(2, updates, 0.05)))
        .prompts(EXACT);
  }

  /**
   * By words alone the right one of two discs is found, and of the mask in a box its name and how
   * narrow it is are read.
   */
  @Test
  void namesAreLearntByHeart() {
    Split split = split();
    TrainerOptions options =
        options(110)
            .words(new WordRecipe(0, 0.6, 0.5))
            .readings(CoronaryReadings.of(split.train()), 0);
    Path file = folder.resolve("named.pt");
    Weights loud = new RuleWeights(Networks.nano().withExtension(CoronaryConfig.ALL).keys(), 2);
    try (Trainer trainer = Trainer.open(loud, split, folder.resolve("run"), options)) {
      trainer.run(p -> true);
      trainer.export(file);
    }
    List<CoronaryReading> read = new ArrayList<>();
    Sample sample = split.train().get(1);
    try (MedSam2 model = MedSam2.load(file, ModelOptions.defaults().threads(1).imageSize(64));
        ImageEmbedding image = model.embed(sample.image())) {
      for (int i = 0; i < 2; i++) {
        CoronaryPrompt name = CoronaryPrompt.parse(NAMES.get(i));
        SampleObject own = sample.objects().get(i);
        Segmentation found = model.prompt(image).describe(name).predict();
        assertThat(dice(found, own)).as(NAMES.get(i)).isGreaterThan(0.75);
        assertThat(dice(found, sample.objects().get(1 - i))).as(NAMES.get(i)).isLessThan(0.3);
        Segmentation boxed = model.prompt(image).and(BoxPrompt.around(own.mask())).predict();
        read.add(boxed.reading(CoronaryReading.class).orElseThrow());
        assertThat(read.get(i).toString()).contains(NAMES.get(i) + " likeliest");
        assertThat(read.get(i).classCounts()[1]).isEqualTo(2);
        assertThat(read.get(i).intervalFactor()).isEqualTo(1.6449f);
      }
    }
    assertThat(read.get(0).stenosisPercent()).isLessThan(read.get(1).stenosisPercent() - 10);
  }

  private static double dice(Segmentation found, SampleObject truth) {
    return MaskScores.overlap(found.mask(), truth.mask()).dice();
  }

  @Test
  void interruptedRunsEqualUnbrokenOnes() throws Exception {
    ReadingLoss rule = CoronaryReadings.of(split().train());
    TrainerOptions options =
        options(5).words(new WordRecipe(0.4, 0.4, 0.5)).readings(rule, 0.4).recompute(true);
    List<Path> files = new ArrayList<>();
    for (List<Long> stops : List.of(List.of(5L), List.of(1L, 3L, 5L))) {
      Path run = folder.resolve(stops.size() + " parts");
      files.add(folder.resolve(stops.size() + ".safetensors"));
      for (long stop : stops) {
        try (Trainer trainer = Trainer.open(weights(), split(), run, options)) {
          trainer.run(p -> p.update() < stop);
          trainer.export(files.get(files.size() - 1));
        }
      }
      List<String> log = Files.readAllLines(run.resolve("log.jsonl"));
      assertThat(log).hasSize(5);
      assertThat(log.get(1)).doesNotContain("cass");
      assertThat(log.get(2)).contains("\"cass\":", "\"stenosis\":");
    }
    assertThat(Files.mismatch(files.get(0), files.get(1))).isEqualTo(-1);
  }

  @Test
  void networksWithoutTheirPartsAreRefused() {
    ReadingLoss rule = CoronaryReadings.of(split().train());
    for (TrainerOptions o :
        List.of(options(3).words(WordRecipe.few()), options(3).readings(rule))) {
      assertThatThrownBy(() -> Trainer.open(NanoRun.weights(), split(), folder, o).close())
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("CoronaryHeads.addTo");
    }
  }

  /** A run that says nothing of words is named as it was before there were any. */
  @Test
  void silentOptionsReadAsBefore() {
    assertThat(options(3).toString()).doesNotContain("Word", "Optional.empty from");
    assertThat(options(3).words(WordRecipe.few()).toString()).contains("WordRecipe");
  }
}
