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
import io.github.medsam2.prompt.MaskPrompt;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.sampling.CentreClicks;
import io.github.medsam2.sampling.CounterRandom;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.testing.Golden;
import io.github.medsam2.testing.RuleWeights;
import io.github.medsam2.train.loss.LossWeights;
import io.github.medsam2.train.optim.KeySelection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A clip of the original's step: losses, gradients, and which keys have none. */
class GoldenClipStepTest {
  private static final int SIDE = 128;
  private static final int PIXELS = SIDE * SIDE;
  private static final int FRAMES = 3;
  private static final int OBJECTS = 2;
  private static final int SAMPLED = 24;

  private final Golden golden = Golden.shared("train/step_clip");
  private final ModelConfig config = Networks.nano();

  private ClipStep step(String variant) {
    List<FrameObjects> frames = new ArrayList<>();
    for (int i = 0; i < FRAMES; i++) {
      byte[] grey = Arrays.copyOfRange(golden.bytes("images"), i * PIXELS, (i + 1) * PIXELS);
      HostTensor prepared =
          Preprocessor.forImages(SIDE, config.trunk().normalization())
              .prepare(Image.gray8(SIDE, SIDE, grey));
      int clicks = golden.has(variant + ".click.frame" + i + ".coords") ? 1 : 0;
      List<Mask> truths = truths(i);
      frames.add(new FrameObjects(prepared, truths, first(variant, i, truths), clicks));
    }
    return new ClipStep(
        variant,
        config,
        frames,
        variant.equals("two") ? List.of(0, 2, 1) : List.of(0, 1, 2),
        new Clicking(new CentreClicks(), 0, CounterRandom.of(1)),
        LossWeights.ORIGINAL,
        OBJECTS);
  }

  private List<Mask> truths(int frame) {
    List<Mask> truths = new ArrayList<>();
    for (int i = frame * OBJECTS; i < (frame + 1) * OBJECTS; i++) {
      byte[] mask = Arrays.copyOfRange(golden.bytes("masks"), i * PIXELS, (i + 1) * PIXELS);
      truths.add(Mask.of(SIDE, SIDE, mask));
    }
    return truths;
  }

  private List<Prompts> first(String variant, int frame, List<Mask> truths) {
    if (variant.equals("mask") && frame == 0) {
      return truths.stream().map(truth -> Prompts.of(new MaskPrompt(truth))).toList();
    }
    String name = variant + ".prompt.frame" + frame + ".coords";
    List<Prompts> first = new ArrayList<>();
    for (int i = 0; i < OBJECTS && golden.has(name); i++) {
      float[] at = Arrays.copyOfRange(golden.floats(name), 4 * i, 4 * i + 4);
      first.add(Prompts.of(new BoxPrompt(at[0], at[1], at[2], at[3])));
    }
    return first;
  }

  @ParameterizedTest
  @CsvSource({"box, false", "box, true", "mask, true", "two, false"})
  void lossesAndGradients(String variant, boolean recompute) {
    RuleWeights weights = new RuleWeights(config.keys(), 1);
    TrainingSetup setup =
        TrainingSetup.of(weights, KeySelection.all().of(weights)).withRecompute(recompute);
    try (Engine engine = Engines.open("torch", EngineOptions.DEFAULT.withThreads(1));
        Training training = engine.train(setup)) {
      StepResult result = training.accumulate(step(variant));
      part(variant, "core_loss", "total", result);
      part(variant, "loss_mask", "focal", result);
      part(variant, "loss_dice", "dice", result);
      part(variant, "loss_iou", "iou", result);
      part(variant, "loss_class", "presence", result);
      double common = golden.floats(variant + ".grad_norm")[0];
      Set<String> unreached = without(training, result);
      unreached.removeIf(key -> withoutEffect(variant, key, common));
      assertThat(unreached).isEqualTo(withoutGradient(variant));
      Map<String, HostTensor> gradients = training.gradients();
      gradients.forEach((key, g) -> check(variant + ".grad." + key, g, common));
      double norm = training.update(AdamW.DEFAULT, key -> new AdamW.Rate(0, 0)).norm();
      assertThat(norm).isCloseTo(common, within(1e-4 * common));
    }
  }

  private void part(String variant, String name, String ours, StepResult result) {
    float expected = golden.floats(variant + ".loss." + name)[0];
    double found = result.report().get(ours).floats().get(0);
    assertThat(found).as(name).isCloseTo(expected, within(1e-5 * expected + 1e-7));
  }

  /**
   * A bias of keys moves all scores of a query alike, so softmax takes it out again: the decoder
   * for few tokens leaves it out, and the original's gradient of it is rounding.
   */
  private boolean withoutEffect(String variant, String key, double norm) {
    return key.startsWith("sam_mask_decoder.transformer.")
        && key.endsWith("attn_token_to_image.k_proj.bias")
        && golden.floats(variant + ".grad." + key + ".norm")[0] < 1e-5 * norm;
  }

  private static Set<String> without(Training training, StepResult result) {
    Set<String> without = new TreeSet<>(training.keys());
    without.removeAll(result.reached());
    return without;
  }

  private Set<String> withoutGradient(String variant) {
    String keys = new String(golden.bytes(variant + ".no_grad"), StandardCharsets.UTF_8);
    return new TreeSet<>(keys.strip().lines().toList());
  }

  /**
   * The norm of a gradient and elements of it, but for keys whose gradient is only noise. Elements
   * are looser: a hidden unit that is almost 0 is cut off or not by the order of summation.
   */
  private void check(String name, HostTensor gradient, double common) {
    double expected = golden.floats(name + ".norm")[0];
    boolean rotated = name.contains("memory_attention");
    boolean noise = (name.endsWith("k_proj.bias") && !rotated) || name.endsWith("attn.qkv.bias");
    if (expected <= 1e-5 * common || noise) {
      return;
    }
    float[] all = gradient.toFloatArray();
    float[] some = golden.floats(name + ".every");
    float[] found = new float[some.length];
    for (int i = 0; i < some.length; i++) {
      found[i] = all[i * Math.max(1, all.length / SAMPLED)];
    }
    assertThat(norm(all)).as(name).isCloseTo(expected, within(1e-3 * expected));
    double usual = expected * Math.sqrt((double) some.length / all.length);
    double scale = Math.max(norm(some), usual);
    for (int i = 0; i < some.length; i++) {
      found[i] -= some[i];
    }
    assertThat(norm(found)).as(name + ", elements").isLessThan(2e-3 * scale);
  }

  private static double norm(float[] values) {
    double squares = 0;
    for (float v : values) {
      squares += (double) v * v;
    }
    return Math.sqrt(squares);
  }
}
