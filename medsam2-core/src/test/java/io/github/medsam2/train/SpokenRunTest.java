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
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.Prompt;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.prompt.coronary.CoronaryPrompt;
import io.github.medsam2.reading.coronary.CoronaryReading;
import io.github.medsam2.sampling.BoxNoise;
import io.github.medsam2.sampling.Corrections;
import io.github.medsam2.sampling.PromptRecipe;
import io.github.medsam2.sampling.WordRecipe;
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
        .rates(new RatePlan(1e-3, 1e-3, 1, 0, new Schedule(2, updates, 0.05)))
        .prompts(EXACT);
  }

  /** By words alone the right one of two discs is found, and of either its name is read. */
  @Test
  void namesAreLearntByHeart() {
    Split split = split();
    ReadingLoss rule = CoronaryReadings.of(split.train());
    TrainerOptions options = options(100).words(new WordRecipe(0, 0.6, 0.5)).readings(rule);
    Path file = folder.resolve("named.pt");
    try (Trainer trainer = Trainer.open(weights(), split, folder.resolve("run"), options)) {
      trainer.run(p -> true);
      trainer.export(file);
    }
    Sample sample = split.train().get(1);
    try (MedSam2 model = MedSam2.load(file, ModelOptions.defaults().threads(1).imageSize(64));
        ImageEmbedding image = model.embed(sample.image())) {
      for (int i = 0; i < 2; i++) {
        Mask own = sample.objects().get(i).mask();
        Mask other = sample.objects().get(1 - i).mask();
        Mask found = answer(model, image, CoronaryPrompt.parse(NAMES.get(i))).mask();
        assertThat(MaskScores.overlap(found, own).dice()).as(NAMES.get(i)).isGreaterThan(0.7);
        assertThat(MaskScores.overlap(found, other).dice()).as(NAMES.get(i)).isLessThan(0.3);
        CoronaryReading read =
            answer(model, image, BoxPrompt.around(own))
                .reading(CoronaryReading.class)
                .orElseThrow();
        assertThat(read.toString()).contains(NAMES.get(i) + " likeliest");
        assertThat(read.stenosisPercent()).isBetween(i == 0 ? 0f : 50f, i == 0 ? 40f : 100f);
        assertThat(read.classCounts()[1]).isEqualTo(2);
        assertThat(read.intervalFactor()).isEqualTo(1.6449f);
      }
    }
  }

  private static Segmentation answer(MedSam2 model, ImageEmbedding image, Prompt prompt) {
    return model.predict(image, List.of(Prompts.of(prompt))).get(0);
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
    assertThat(options(3).toString()).doesNotContain("Word").doesNotContain("from");
    assertThat(options(3).words(WordRecipe.few()).toString()).contains("WordRecipe");
  }
}
