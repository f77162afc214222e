// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.ModelOptions;
import io.github.medsam2.data.Sample;
import io.github.medsam2.data.SampleObject;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.data.Split;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.net.config.Networks;
import io.github.medsam2.sampling.BoxNoise;
import io.github.medsam2.sampling.Corrections;
import io.github.medsam2.sampling.CounterRandom;
import io.github.medsam2.sampling.PromptRecipe;
import io.github.medsam2.sampling.WordRecipe;
import io.github.medsam2.train.optim.KeySelection;
import io.github.medsam2.train.optim.RatePlan;
import io.github.medsam2.train.optim.Schedule;
import io.github.medsam2.train.step.FrameObjects;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClipTrainingTest {
  private static final int SIDE = 64;
  @TempDir Path folder;

  /** A bright disc that moves to the right and one that is there on the first two frames only. */
  static Sample cine(String id, int frames) {
    List<Image> images = new ArrayList<>();
    List<Mask> moving = new ArrayList<>();
    List<Mask> leaving = new ArrayList<>();
    for (int t = 0; t < frames; t++) {
      byte[] grey = new byte[SIDE * SIDE];
      byte[] one = new byte[SIDE * SIDE];
      byte[] two = new byte[SIDE * SIDE];
      for (int i = 0; i < grey.length; i++) {
        one[i] = (byte) (Math.hypot(i % SIDE - 20 - 3 * t, i / SIDE - 20) < 12 ? 1 : 0);
        two[i] = (byte) (t < 2 && Math.hypot(i % SIDE - 40, i / SIDE - 48) < 10 ? 1 : 0);
        grey[i] = (byte) (20 + 200 * one[i] + 150 * two[i]);
      }
      images.add(Image.gray8(SIDE, SIDE, grey));
      moving.add(Mask.of(SIDE, SIDE, one));
      leaving.add(Mask.of(SIDE, SIDE, two));
    }
    return new Sample(id, id, images, List.of(SampleObject.of(moving), SampleObject.of(leaving)));
  }

  @Test
  void windowsAndPlansFitOneAnother() {
    Drawing drawing =
        new Drawing(Networks.nano().withImageSize(SIDE), PromptRecipe.small(), WordRecipe.NONE, 8);
    Sample cine = cine("cine", 10);
    Set<String> kinds = new HashSet<>();
    for (int i = 0; i < 60; i++) {
      CounterRandom random = CounterRandom.of(i);
      Sample window = Drawing.window(cine, 4, random).orElseThrow();
      Drawing.Drawn drawn = drawing.draw(window, random).orElseThrow();
      assertThat(drawn.frames()).hasSize(4);
      assertThat(drawn.order()).containsExactlyInAnyOrder(0, 1, 2, 3).startsWith(0);
      assertThat(drawn.frames().get(0).truths()).noneMatch(Mask::isEmpty);
      for (FrameObjects frame : drawn.frames()) {
        assertThat(frame.truths()).hasSize(drawn.objects().size());
        assertThat(frame.first().isEmpty() || frame.truths().stream().noneMatch(Mask::isEmpty))
            .as("no frame is prompted for what it does not show")
            .isTrue();
        frame.first().forEach(p -> kinds.add(p.mask().isPresent() ? "mask" : "points"));
      }
      kinds.add(drawn.objects().size() + " objects");
      long prompted = drawn.frames().stream().filter(f -> !f.first().isEmpty()).count();
      kinds.add(prompted + " prompted");
    }
    assertThat(kinds)
        .contains("mask", "points", "1 objects", "2 objects", "1 prompted", "2 prompted");
  }

  /** Learnt from a clip and judged by tracking on the engine that serves. */
  @Test
  void aClipIsLearntAndTracked() {
    int updates = 15;
    PromptRecipe exact =
        PromptRecipe.medSam2()
            .withFirst(0, 1)
            .withBoxes(BoxNoise.NONE, 0)
            .withCorrections(Corrections.exactly(0));
    TrainerOptions options =
        NanoRun.options(updates)
            .imageSize(SIDE)
            .clipFrames(3)
            .keys(KeySelection.all())
            .averageDecay(0)
            .recompute(true)
            .evaluateEvery(updates)
            .rates(new RatePlan(6e-4, 6e-4, 1, 0, new Schedule(5, updates, 0.05)))
            .prompts(exact);
    Split split =
        new Split(SampleSet.of(List.of(cine("a", 3))), SampleSet.of(List.of(cine("b", 3))));
    List<Progress> told = new ArrayList<>();
    try (Trainer trainer = Trainer.open(NanoRun.weights(), split, folder, options)) {
      trainer.run(
          p -> {
            told.add(p);
            return true;
          });
    }
    double before =
        Evaluation.dice(
            NanoRun.weights(),
            split.validation(),
            ModelOptions.defaults().threads(1).imageSize(SIDE));
    assertThat(told.get(updates - 1).loss()).isLessThan(0.7 * told.get(0).loss());
    assertThat(told.get(updates - 1).dice().orElseThrow()).isGreaterThan(before + 0.1);
  }
}
