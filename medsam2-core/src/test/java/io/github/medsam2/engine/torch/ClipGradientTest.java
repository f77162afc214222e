// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.image.Mask;
import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.net.config.Networks;
import io.github.medsam2.net.coronary.CoronaryConfig;
import io.github.medsam2.ops.LossOps;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.PointPrompt;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.prompt.coronary.CoronaryPrompt;
import io.github.medsam2.sampling.CounterRandom;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.testing.RuleWeights;
import io.github.medsam2.train.coronary.CoronaryReadings;
import io.github.medsam2.train.loss.LossWeights;
import io.github.medsam2.train.loss.ReadingTruth;
import io.github.medsam2.train.step.Clicking;
import io.github.medsam2.train.step.ClipStep;
import io.github.medsam2.train.step.FrameObjects;
import io.github.medsam2.train.step.ReadingTask;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole of a clip's step, memory, pointers and clicks: its slopes in float64. */
class ClipGradientTest {
  private static final int SIDE = 64;
  private static final double STEP = 1e-7;
  private static final Set<String> RECORDS =
      Set.of("reading_heads.class_counts", "reading_heads.interval_factor");

  /** Predicted scores are left out: what they should be jumps with every pixel. */
  private static final LossWeights SMOOTH = new LossWeights(20, 1, 0, 1, 0);

  private final ModelConfig config =
      Networks.nano().withExtension(CoronaryConfig.ALL).withImageSize(SIDE);
  private final Weights weights = new RuleWeights(config.keys(), 1);
  private boolean gradientsBefore;
  private int threadsBefore;

  @BeforeEach
  void turnOn() {
    PyTorchLibraries.load();
    gradientsBefore = JniUtils.isGradMode();
    threadsBefore = JniUtils.getNumThreads();
    JniUtils.setNumThreads(1);
    JniUtils.setGradMode(true);
  }

  @AfterEach
  void restore() {
    JniUtils.setGradMode(gradientsBefore);
    JniUtils.setNumThreads(threadsBefore);
  }

  /** Frame 0 has a box, 1 is tracked, 2 is corrected by a click. */
  private ClipStep step() {
    return step(Prompts.of(new BoxPrompt(16, 16, 44, 44)), f -> f);
  }

  /** Of frame 0 words are all that is said. The view lasts, and all masks are read. */
  private ClipStep spoken(String words) {
    CoronaryPrompt said = CoronaryPrompt.parse(words);
    ReadingTruth truth = new ReadingTruth(Optional.of(said), OptionalDouble.of(62));
    ReadingTask task =
        new ReadingTask(CoronaryReadings.of(SampleSet.of(List.of())), List.of(truth));
    return step(Prompts.of(said), f -> f.lasting(said.lasting().orElseThrow()).reading(task));
  }

  private ClipStep step(Prompts shown, UnaryOperator<FrameObjects> change) {
    List<FrameObjects> frames = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      HostTensor image = Eager.randomHost(i, 3, SIDE, SIDE);
      byte[] mask = new byte[SIDE * SIDE];
      for (int p = 0; p < mask.length; p++) {
        mask[p] = (byte) (Math.hypot(p % SIDE - 30 - 2 * i, p / SIDE - 30) < 14 ? 1 : 0);
      }
      List<Prompts> first = i == 0 ? List.of(shown) : List.of();
      FrameObjects frame =
          new FrameObjects(image, List.of(Mask.of(SIDE, SIDE, mask)), first, i / 2);
      frames.add(change.apply(frame));
    }
    Clicking clicking =
        new Clicking(
            (truth, found, earlier, noise) -> Optional.of(PointPrompt.positive(33, 29)),
            0,
            CounterRandom.of(1));
    return new ClipStep("slopes", config, frames, List.of(0, 1, 2), clicking, SMOOTH, 1);
  }

  /** What reads answers is told of floats: where a click falls is fixed here. */
  @SuppressWarnings("unchecked")
  private static LossOps<NDArray> blind(TorchLossOps ops) {
    return (LossOps<NDArray>)
        Proxy.newProxyInstance(
            LossOps.class.getClassLoader(),
            new Class<?>[] {LossOps.class},
            (proxy, method, arguments) ->
                method.getName().equals("read")
                    ? HostTensor.of(new float[SIDE * SIDE], 1, 1, SIDE, SIDE)
                    : method.invoke(ops, arguments));
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory_", "image_encoder", "obj_ptr", "sam_mask_decoder"})
  void slopeAlongADirectionEqualsTheDifference(String part) {
    requireSlope(step(), part);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text_prompt_encoder", "reading_heads", "sam_mask_decoder"})
  void wordsAndReadingsHaveTheSameSlopes(String part) {
    requireSlope(spoken("CASS 2, RCA, RAO 30 CAUDAL 25"), part);
  }

  /** The same masks are asked for, and the same is to be read of them. */
  @Test
  void wordsAndViewsAreHeard() {
    try (PtNDManager manager = (PtNDManager) PyTorchLibraries.load().newBaseManager(Device.cpu())) {
      TorchScript script = TorchScript.load(manager);
      Map<String, NDArray> leaves = moved(manager, Map.of(), 0);
      Set<Double> losses = new HashSet<>();
      for (String words : List.of("CASS 2, RAO 30", "CASS 2, RCA, RAO 30", "CASS 2, LAO 60")) {
        losses.add(loss(spoken(words), manager, script, leaves));
      }
      assertThat(losses).hasSize(3);
    }
  }

  private void requireSlope(ClipStep step, String part) {
    try (PtNDManager manager = (PtNDManager) PyTorchLibraries.load().newBaseManager(Device.cpu())) {
      TorchScript script = TorchScript.load(manager);
      Map<String, double[]> direction = new HashMap<>();
      Random random = new Random(5);
      for (String key : weights.keys()) {
        if (key.startsWith(part) && !RECORDS.contains(key)) {
          long count = weights.get(key).value().shape().count();
          direction.put(key, random.doubles(count, -1, 1).toArray());
        }
      }
      Map<String, NDArray> leaves = moved(manager, direction, 0);
      double slope = 0;
      try (TorchLossOps ops =
          new TorchLossOps(manager, script, leaves::get, DataType.FLOAT64, null, null)) {
        PtNDArray loss = (PtNDArray) step.build(blind(ops)).value();
        JniUtils.backward(loss, (PtNDArray) loss.onesLike(), false, false);
        for (Map.Entry<String, double[]> along : direction.entrySet()) {
          double[] gradient = leaves.get(along.getKey()).getGradient().toDoubleArray();
          for (int i = 0; i < gradient.length; i++) {
            slope += gradient[i] * along.getValue()[i];
          }
        }
      }
      double up = loss(step, manager, script, moved(manager, direction, STEP));
      double down = loss(step, manager, script, moved(manager, direction, -STEP));
      double difference = (up - down) / (2 * STEP);
      assertThat(Math.abs(slope)).isGreaterThan(1e-3);
      assertThat(Math.abs(slope - difference)).isLessThan(1e-4 * Math.abs(slope) + 1e-6);
    }
  }

  private double loss(
      ClipStep step, PtNDManager manager, TorchScript script, Map<String, NDArray> leaves) {
    JniUtils.setGradMode(false);
    try (TorchLossOps ops =
        new TorchLossOps(manager, script, leaves::get, DataType.FLOAT64, null, null)) {
      return step.build(blind(ops)).value().toDoubleArray()[0];
    } finally {
      JniUtils.setGradMode(true);
    }
  }

  private Map<String, NDArray> moved(
      PtNDManager manager, Map<String, double[]> direction, double by) {
    Map<String, NDArray> leaves = new HashMap<>();
    for (String key : weights.keys()) {
      HostTensor value = weights.get(key).value();
      float[] stored = value.toFloatArray();
      double[] along = direction.getOrDefault(key, new double[stored.length]);
      double[] moved = new double[stored.length];
      for (int i = 0; i < moved.length; i++) {
        moved[i] = stored[i] + by * along[i];
      }
      NDArray leaf = manager.create(moved, new Shape(value.shape().dims()));
      leaf.setRequiresGradient(direction.containsKey(key) && by == 0);
      leaves.put(key, leaf);
    }
    return leaves;
  }
}
