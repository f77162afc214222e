// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.engine.AdamW;
import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.engine.Engines;
import io.github.medsam2.engine.StepResult;
import io.github.medsam2.engine.Training;
import io.github.medsam2.engine.TrainingSetup;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.image.Preprocessor;
import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.net.config.Networks;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.PointPrompt;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.sampling.CentreClicks;
import io.github.medsam2.sampling.CounterRandom;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.testing.Golden;
import io.github.medsam2.testing.RuleWeights;
import io.github.medsam2.train.loss.LossWeights;
import io.github.medsam2.train.optim.KeySelection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two images of the original's step: losses, gradients, and the clicks our own rule finds. */
class GoldenImageStepTest {
  private static final int SIDE = 128;
  private static final int PIXELS = SIDE * SIDE;

  private final Golden golden = Golden.shared("train/step_image");
  private final ModelConfig config = Networks.nano();

  private ClipStep step(String variant, int image) {
    byte[] grey = Arrays.copyOfRange(golden.bytes("images"), image * PIXELS, (image + 1) * PIXELS);
    HostTensor prepared =
        Preprocessor.forImages(SIDE, config.trunk().normalization())
            .prepare(Image.gray8(SIDE, SIDE, grey));
    List<Mask> truths = new ArrayList<>();
    List<Prompts> first = new ArrayList<>();
    byte[] masks = golden.bytes("masks");
    for (int i = 0; i < 3; i++) {
      if (golden.get("object_image").longs().get(i) == image) {
        byte[] mask = Arrays.copyOfRange(masks, i * PIXELS, (i + 1) * PIXELS);
        truths.add(Mask.of(SIDE, SIDE, mask));
        first.add(first(golden.floats(variant + ".prompt.frame0.coords"), i, variant));
      }
    }
    return new ClipStep(
        variant + " " + image,
        config,
        List.of(new FrameObjects(prepared, truths, first, 1)),
        List.of(0),
        new Clicking(new CentreClicks(), 0, CounterRandom.of(1)),
        LossWeights.ORIGINAL,
        3);
  }

  private static Prompts first(float[] at, int object, String variant) {
    if (variant.equals("point")) {
      return Prompts.of(PointPrompt.positive(at[2 * object], at[2 * object + 1]));
    }
    int i = 4 * object;
    return Prompts.of(new BoxPrompt(at[i], at[i + 1], at[i + 2], at[i + 3]));
  }

  @ParameterizedTest
  @CsvSource({"box, 1, false", "point, 1, true", "absent, -2, false"})
  void lossesAndGradients(String variant, double scoreBias, boolean recompute) {
    RuleWeights weights = new RuleWeights(config.keys(), scoreBias);
    TrainingSetup setup =
        TrainingSetup.of(weights, KeySelection.all().of(weights)).withRecompute(recompute);
    try (Engine engine = Engines.open("torch", EngineOptions.DEFAULT.withThreads(1));
        Training training = engine.train(setup)) {
      StepResult one = training.accumulate(step(variant, 0));
      StepResult two = training.accumulate(step(variant, 1));
      part(variant, "core_loss", "total", one, two);
      part(variant, "loss_mask", "focal", one, two);
      part(variant, "loss_dice", "dice", one, two);
      part(variant, "loss_iou", "iou", one, two);
      part(variant, "loss_class", "presence", one, two);
      float gated = one.report().get(ClipStep.GATED).floats().get(0);
      assertThat(gated).isEqualTo(variant.equals("absent") ? 1 : 0);
      Map<String, HostTensor> gradients = training.gradients();
      double common = golden.floats(variant + ".grad_norm")[0];
      gradients.forEach((key, g) -> checkNorm(variant + ".grad." + key + ".norm", g, common));
      double norm = training.update(AdamW.DEFAULT, key -> new AdamW.Rate(0, 0)).norm();
      assertThat(norm).isCloseTo(common, within(1e-4 * common));
    }
  }

  private void part(String variant, String name, String ours, StepResult one, StepResult two) {
    float expected = golden.floats(variant + ".loss." + name)[0];
    double found =
        (double) one.report().get(ours).floats().get(0) + two.report().get(ours).floats().get(0);
    assertThat(found).as(name).isCloseTo(expected, within(1e-5 * expected + 1e-7));
  }

  private void checkNorm(String name, HostTensor gradient, double common) {
    double expected = golden.floats(name)[0];
    boolean noise = name.contains("k_proj.bias") || name.contains("attn.qkv.bias");
    if (expected > 1e-5 * common && !noise) {
      double squares = 0;
      for (float v : gradient.toFloatArray()) {
        squares += (double) v * v;
      }
      assertThat(Math.sqrt(squares)).as(name).isCloseTo(expected, within(1e-3 * expected));
    }
  }
}
