// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.MedSam2;
import io.github.medsam2.ModelOptions;
import io.github.medsam2.adapter.Adapter;
import io.github.medsam2.adapter.AdapterPlan;
import io.github.medsam2.adapter.AdapterStack;
import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.data.Sample;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.testing.SharedData;
import io.github.medsam2.train.optim.KeySelection;
import io.github.medsam2.train.optim.RatePlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An adapter of SAM 3 learns by boxes: of the file its authors write, and of transformers'. */
class Sam3AdapterTrainingTest {
  private static final String TRUNK = "detector.backbone.vision_backbone.trunk.blocks.";
  private static final int UPDATES = 12;

  @TempDir Path folder;

  private static Path original() {
    return SharedData.require("golden/sam3/pico_sam3.pt");
  }

  /** Halves, with the file beside them that says how the trunk attends. */
  private Path foreign() {
    Path to = folder.resolve("model.safetensors");
    try {
      Files.copy(SharedData.require("golden/sam3/pico_model.safetensors"), to);
      Files.writeString(
          folder.resolve("config.json"),
          """
          {"detector_config": {"vision_config": {"backbone_config": {"image_size": 112,
            "window_size": 4, "global_attn_indexes": [1], "num_attention_heads": 2}}}}
          """);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return to;
  }

  private static TrainerOptions options() {
    return TrainerOptions.of(UPDATES)
        .batch(1)
        .threads(1)
        .clip(1)
        .averageDecay(0)
        .evaluateEvery(UPDATES)
        .adapter(AdapterPlan.attentionAndPerceptrons(4))
        .rates(RatePlan.constant(1e-2));
  }

  @Test
  void ofTheAuthorsFile() {
    learns(original(), false);
  }

  @Test
  void ofHalvesWithRecomputation() {
    learns(foreign(), true);
  }

  private void learns(Path file, boolean recompute) {
    List<Double> losses = new ArrayList<>();
    Path kept = folder.resolve("adapter");
    Path merged = folder.resolve("merged.safetensors");
    try (Checkpoint base = Checkpoint.open(file);
        Trainer trainer =
            Trainer.open(
                base, NanoRun.split(1, 1), folder.resolve("run"), options().recompute(recompute))) {
      trainer.run(p -> losses.add(p.loss()));
      Adapter adapter = trainer.adapter();
      assertThat(adapter.corrections().keySet())
          .contains(TRUNK + "0.attn.qkv", TRUNK + "1.mlp.fc2", TRUNK + "1.attn.proj")
          .anyMatch(module -> module.startsWith("sam_mask_decoder."));
      assertThat(adapter.corrections().values())
          .allSatisfy(c -> assertThat(c.b().toFloatArray()).isNotEqualTo(zeros(c.b())));
      adapter.write(kept);
      trainer.export(merged);
      assertThat(mean(losses.subList(UPDATES - 4, UPDATES)))
          .isLessThan(0.9 * mean(losses.subList(0, 4)));
    }
    assertOnlyCorrected(file, merged, kept);
    assertSame(file, merged, kept);
  }

  private static float[] zeros(HostTensor b) {
    return new float[b.toFloatArray().length];
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  /** Everything else is as it was, the detector and its text encoder too. */
  private static void assertOnlyCorrected(Path file, Path merged, Path kept) {
    Adapter adapter = Adapter.read(kept);
    try (Checkpoint before = Checkpoint.open(file);
        Checkpoint after = Checkpoint.open(merged)) {
      assertThat(after.keys()).containsExactlyInAnyOrderElementsOf(before.keys());
      for (String key : before.keys()) {
        float[] was = before.get(key).toFloat32().toFloatArray();
        float[] is = after.get(key).toFloat32().toFloatArray();
        boolean corrected =
            key.endsWith(".weight")
                && adapter.corrections().containsKey(key.substring(0, key.length() - 7));
        if (corrected) {
          assertThat(is).as(key).isNotEqualTo(was);
        } else {
          assertThat(is).as(key).isEqualTo(was);
        }
      }
    }
  }

  /** Read again beside the base, and merged into a file: one answer to a box, by either engine. */
  private static void assertSame(Path file, Path merged, Path kept) {
    for (String engine : List.of("onnx", "torch")) {
      ModelOptions said =
          ModelOptions.defaults()
              .engine(engine)
              .threads(1)
              .heads(2)
              .windows(4)
              .globalBlocks(1)
              .imageSize(112);
      try (MedSam2 base = MedSam2.load(file, said);
          MedSam2 adapted = base.with(AdapterStack.of(Adapter.read(kept)));
          MedSam2 alone = MedSam2.load(merged, said)) {
        float[] expected = boxed(alone);
        float[] actual = boxed(adapted);
        float[] before = boxed(base);
        double worst = 0;
        double changed = 0;
        for (int i = 0; i < expected.length; i++) {
          worst = Math.max(worst, Math.abs(expected[i] - actual[i]));
          changed = Math.max(changed, Math.abs(expected[i] - before[i]));
        }
        assertThat(worst).isLessThan(1e-6);
        assertThat(changed).isGreaterThan(0.1);
      }
    }
  }

  private static float[] boxed(MedSam2 model) {
    Sample sample = NanoRun.sample(0, "a");
    try (ImageEmbedding image = model.embed(sample.image())) {
      BoxPrompt box = BoxPrompt.around(sample.objects().get(0).mask());
      return model
          .prompt(image)
          .box(box.x0(), box.y0(), box.x1(), box.y1())
          .predict()
          .lowResLogits();
    }
  }

  /** The trunk is frozen and cached; memory may learn alone, and the detector may not. */
  @Test
  void whatTheDetectorHasDoesNotLearnByBoxes() {
    try (Checkpoint base = Checkpoint.open(original())) {
      assertThat(KeySelection.decoderAndMemory().of(base))
          .contains("memory_attention.norm.weight", "sam_mask_decoder.iou_token.weight")
          .noneMatch(key -> key.startsWith("detector."));
      TrainerOptions network =
          TrainerOptions.of(3).batch(1).threads(1).averageDecay(0).evaluateEvery(3);
      TrainerOptions words = network.keys(KeySelection.only("detector.geometry_encoder.*"));
      assertThatThrownBy(
              () -> Trainer.open(base, NanoRun.split(1, 0), folder.resolve("a"), words).close())
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("another one in the same file");
      Path plain = decoder(base, "plain", network);
      Path cached = decoder(base, "cached", network.cacheEmbeddings(1 << 24));
      assertThat(plain).hasSameBinaryContentAs(cached);
    }
  }

  private Path decoder(Checkpoint base, String name, TrainerOptions options) {
    Path file = folder.resolve(name + ".safetensors");
    try (Trainer trainer =
        Trainer.open(
            base,
            NanoRun.split(1, 0),
            folder.resolve(name),
            options.keys(KeySelection.decoderAndMemory()))) {
      trainer.run(p -> true);
      trainer.export(file);
    }
    return file;
  }
}
