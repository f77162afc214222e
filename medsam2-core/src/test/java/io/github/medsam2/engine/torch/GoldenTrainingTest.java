// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.adapter.Adapter;
import io.github.medsam2.adapter.AdapterPlan;
import io.github.medsam2.adapter.TrainableAdapter;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.engine.AdamW;
import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.engine.Engines;
import io.github.medsam2.engine.StepResult;
import io.github.medsam2.engine.Training;
import io.github.medsam2.engine.TrainingSetup;
import io.github.medsam2.engine.UpdateResult;
import io.github.medsam2.engine.contract.MapWeights;
import io.github.medsam2.net.config.Networks;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.testing.Golden;
import io.github.medsam2.testing.RuleWeights;
import io.github.medsam2.testing.SharedData;
import io.github.medsam2.train.optim.RatePlan;
import io.github.medsam2.train.optim.Schedule;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Training the reduced network, against the original implementation. */
class GoldenTrainingTest {
  private static final String BUFFER =
      "sam_prompt_encoder.pe_layer.positional_encoding_gaussian_matrix";
  private static final int KEPT = 64;

  private static Engine engine() {
    return Engines.open("torch", EngineOptions.DEFAULT.withThreads(1));
  }

  private static Weights weights(double scoreBias) {
    return new RuleWeights(Networks.nano().keys(), scoreBias);
  }

  private static TrainingSetup setup(Weights weights) {
    Set<String> trainable = new TreeSet<>(weights.keys());
    trainable.remove(BUFFER);
    return TrainingSetup.of(weights, trainable);
  }

  @ParameterizedTest
  @CsvSource({"box, 1, false", "box, 1, true", "absent, -2, false"})
  void lossAndGradientsOfAStep(String variant, double scoreBias, boolean recompute) {
    Golden golden = Golden.shared("train/step_image");
    Weights weights = weights(scoreBias);
    try (Engine engine = engine();
        Training training = engine.train(setup(weights).withRecompute(recompute))) {
      StepResult result = training.accumulate(new GoldenBatch(golden, variant, true));
      float loss = golden.floats(variant + ".loss.core_loss")[0];
      assertThat(result.loss()).isCloseTo(loss, within(1e-5 * loss));
      assertThat(result.reached()).isEqualTo(reached(golden, variant, training.keys()));
      double common = golden.floats(variant + ".grad_norm")[0];
      training
          .gradients()
          .forEach((key, g) -> checkGradient(golden, variant + ".grad." + key, g, common));
      UpdateResult update = training.update(AdamW.DEFAULT, key -> new AdamW.Rate(0, 0));
      assertThat(update.norm()).isCloseTo(common, within(1e-4 * common));
    }
  }

  private static Set<String> reached(Golden golden, String variant, Set<String> keys) {
    String none = new String(golden.bytes(variant + ".no_grad"), StandardCharsets.UTF_8);
    Set<String> reached = new TreeSet<>(keys);
    reached.removeAll(none.lines().collect(Collectors.toSet()));
    return reached;
  }

  /** Keys whose gradient is nothing but noise are left out. */
  private static void checkGradient(Golden golden, String name, HostTensor g, double common) {
    double norm = golden.floats(name + ".norm")[0];
    if (norm > 1e-5 * common && !isNoise(name)) {
      float[] every = golden.floats(name + ".every");
      float[] values = everyOf(g.toFloatArray());
      double difference = 0;
      double size = 0;
      for (int i = 0; i < every.length; i++) {
        difference += Math.pow(values[i] - every[i], 2);
        size += Math.pow(every[i], 2);
      }
      double least = 1e-6 * norm * norm;
      assertThat(Math.sqrt(difference / Math.max(size, least))).as(name).isLessThan(1e-3);
    }
  }

  /** What of a tensor the golden files keep. */
  private static float[] everyOf(float[] values) {
    int step = Math.max(1, values.length / KEPT);
    float[] every = new float[(values.length + step - 1) / step];
    for (int i = 0; i < every.length; i++) {
      every[i] = values[i * step];
    }
    return every;
  }

  private static boolean isNoise(String key) {
    return key.endsWith("k_proj.bias") || key.endsWith("attn.qkv.bias");
  }

  @Test
  void threeUpdates() {
    Golden batch = Golden.shared("train/step_image");
    Golden golden = Golden.shared("train/adamw");
    RatePlan plan = new RatePlan(5e-4, 3e-4, 0.9, 0.1, Schedule.fineTuning(3));
    Weights weights = weights(1);
    AdamW rule = AdamW.DEFAULT.withClip(0.1);
    try (Engine engine = engine();
        Training training = engine.train(setup(weights))) {
      for (int i = 0; i < 3; i++) {
        StepResult result = training.accumulate(new GoldenBatch(batch, "box", true));
        UpdateResult update = training.update(rule, plan.at(weights.keys(), i));
        float loss = golden.floats("step" + i + ".loss")[0];
        assertThat(result.loss()).isCloseTo(loss, within(1e-4 * loss));
        float norm = golden.floats("step" + i + ".grad_norm")[0];
        assertThat(update.norm()).isCloseTo(norm, within(1e-3 * norm));
        if (i != 1) {
          checkChanges(golden, "after" + (i + 1) + ".change.", weights, training);
        }
      }
    }
  }

  private static void checkChanges(
      Golden golden, String prefix, Weights weights, Training training) {
    for (String key : training.keys()) {
      if (golden.has(prefix + key + ".every") && !isNoise(key)) {
        float[] change = training.value(key).toFloatArray();
        float[] before = weights.get(key).value().toFloatArray();
        for (int i = 0; i < change.length; i++) {
          change[i] -= before[i];
        }
        golden.assertClose(prefix + key + ".every", everyOf(change), 1e-5, false);
      }
    }
  }

  /** The fused adapter peft wrote learns in its two blocks as its parts do in the original. */
  @Test
  void gradientsOfAdapters() {
    Golden golden = Golden.shared("train/lora");
    Weights base = weights(1);
    Adapter peft = Adapter.read(SharedData.require("golden/train/lora_adapter"));
    AdapterPlan plan = AdapterPlan.empty().correct("image_encoder.trunk.blocks.*.attn.qkv", 4);
    TrainableAdapter adapter = plan.begin("lora", base, 1);
    assertThat(adapter.start().corrections().keySet()).isEqualTo(peft.corrections().keySet());
    Map<String, HostTensor> tensors = new HashMap<>(base.values());
    tensors.putAll(TrainableAdapter.of(peft).tensors());
    Set<String> factors = adapter.tensors().keySet();
    TrainingSetup setup = TrainingSetup.of(MapWeights.inMemory(tensors), factors).withView(adapter);
    try (Engine engine = engine();
        Training training = engine.train(setup)) {
      Golden batch = Golden.shared("train/step_image");
      StepResult result = training.accumulate(new GoldenBatch(batch, "box", false));
      float loss = golden.floats("step.loss")[0];
      assertThat(result.loss()).isCloseTo(loss, within(1e-5 * loss));
      assertThat(result.reached()).isEqualTo(factors);
      assertThat(adapter.learned(training::value)).isEqualTo(peft);
      Map<String, HostTensor> gradients = training.gradients();
      for (String module : peft.corrections().keySet()) {
        checkParts(golden, module, gradients);
      }
    }
  }

  private static void checkParts(Golden golden, String module, Map<String, HostTensor> gradients) {
    HostTensor a = Objects.requireNonNull(gradients.get(module + ".lora_A"));
    HostTensor b = Objects.requireNonNull(gradients.get(module + ".lora_B"));
    float[] inner = a.toFloatArray();
    int half = inner.length / 2;
    golden.assertClose("grad." + module + ".q.lora_A", Arrays.copyOf(inner, half), 1e-3, true);
    golden.assertClose(
        "grad." + module + ".v.lora_A", Arrays.copyOfRange(inner, half, 2 * half), 1e-3, true);
    int rows = (int) b.shape().dim(0) / 3;
    golden.assertClose("grad." + module + ".q.lora_B", block(b, 0, rows, 0), 1e-3, true);
    golden.assertClose("grad." + module + ".v.lora_B", block(b, 2 * rows, rows, 4), 1e-3, true);
    for (float gradient : block(b, rows, rows, 0)) {
      assertThat(gradient).isZero();
    }
  }

  private static float[] block(HostTensor b, int firstRow, int rows, int firstColumn) {
    float[] block = new float[rows * 4];
    for (int i = 0; i < block.length; i++) {
      block[i] = b.floats().get((firstRow + i / 4) * 8 + firstColumn + i % 4);
    }
    return block;
  }
}
