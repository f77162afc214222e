// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.adapter.Adapter;
import io.github.medsam2.adapter.AdapterPlan;
import io.github.medsam2.adapter.AdapterStack;
import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.data.Augmentation;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.train.loss.DenseLoss;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Adapters that learn, and what learns beside a network and is left behind. */
class AdapterTrainingTest {
  @TempDir Path folder;

  private static TrainerOptions options() {
    return NanoRun.options(4)
        .imageSize(64)
        .evaluateEvery(2)
        .saveEvery(1)
        .dense(DenseLoss.vessels())
        .augmentation(Augmentation.ANGIOGRAPHY)
        .adapter(AdapterPlan.attention(2));
  }

  @Test
  void onlyTheAdapterLearnsAlsoAfterAnInterruption() {
    Weights base = NanoRun.weights();
    Adapter whole;
    try (Trainer trainer = open("whole", options())) {
      trainer.run(p -> true);
      whole = trainer.adapter();
      assertThat(trainer.bestAdapter().corrections().keySet())
          .isEqualTo(whole.corrections().keySet());
      trainer.export(folder.resolve("merged.safetensors"));
      trainer.exportBest(folder.resolve("best.pt"));
    }
    try (Trainer trainer = open("parts", options())) {
      trainer.run(p -> p.update() < 2);
    }
    try (Trainer trainer = open("parts", options())) {
      trainer.run(p -> true);
      assertThat(trainer.adapter()).isEqualTo(whole);
    }
    assertThat(whole.corrections().values())
        .isNotEmpty()
        .anyMatch(c -> norm(c.b().toFloatArray()) > 0);
    whole.write(folder.resolve("adapter"));
    Weights expected =
        AdapterStack.of(Adapter.read(folder.resolve("adapter")).forBase(base)).mergedInto(base);
    try (Checkpoint merged = Checkpoint.open(folder.resolve("merged.safetensors"));
        Checkpoint best = Checkpoint.open(folder.resolve("best.pt"))) {
      assertThat(merged.keys()).containsExactlyInAnyOrderElementsOf(base.keys());
      assertThat(best.keys()).containsExactlyInAnyOrderElementsOf(base.keys());
      for (String key : base.keys()) {
        assertThat(merged.get(key).value().toFloatArray())
            .isEqualTo(expected.get(key).value().toFloatArray());
      }
    }
    assertThat(Files.exists(folder.resolve("whole/log.jsonl"))).isTrue();
  }

  @Test
  void aNetworkThatLearnsItselfHasNoAdapter() {
    try (Trainer trainer = open("network", NanoRun.options(3))) {
      assertThatThrownBy(trainer::adapter)
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("TrainerOptions.adapter");
      assertThatThrownBy(trainer::bestAdapter).isInstanceOf(InvalidInputException.class);
    }
  }

  private Trainer open(String name, TrainerOptions options) {
    return Trainer.open(NanoRun.weights(), NanoRun.split(2, 1), folder.resolve(name), options);
  }

  private static double norm(float[] values) {
    double sum = 0;
    for (float v : values) {
      sum += v * v;
    }
    return sum;
  }
}
