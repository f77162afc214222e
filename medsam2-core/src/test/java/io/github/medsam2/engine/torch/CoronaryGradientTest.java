// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.loss.Loss;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.coronary.CoronaryHeads;
import io.github.medsam2.net.Decode;
import io.github.medsam2.net.Sam2;
import io.github.medsam2.net.config.Networks;
import io.github.medsam2.net.coronary.CoronaryConfig;
import io.github.medsam2.net.coronary.ViewFeatures;
import io.github.medsam2.net.tracker.ExtensionPart;
import io.github.medsam2.ops.Program;
import io.github.medsam2.prompt.Description;
import io.github.medsam2.prompt.coronary.CoronaryPrompt;
import io.github.medsam2.prompt.coronary.ViewAngle;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.testing.RuleWeights;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The text encoder and the reading heads can be trained, jointly with the rest. */
class CoronaryGradientTest {
  private static final Weights FRESH =
      CoronaryHeads.addTo(new RuleWeights(Networks.nano().keys(), 1), 1);
  private static final Set<String> RECORDS =
      Set.of("reading_heads.class_counts", "reading_heads.interval_factor");
  private static final int MID_RCA = 1;

  private final Map<String, NDArray> parameters = new HashMap<>();
  private boolean gradientsBefore;

  @BeforeEach
  void turnOn() {
    PyTorchLibraries.load();
    gradientsBefore = JniUtils.isGradMode();
    JniUtils.setGradMode(true);
  }

  @AfterEach
  void restore() {
    JniUtils.setGradMode(gradientsBefore);
  }

  private Eager eager() {
    Eager eager = new Eager(DataType.FLOAT32, parameters::get);
    for (String key : FRESH.keys()) {
      HostTensor value = FRESH.get(key).value();
      NDArray array =
          eager
              .manager()
              .create(value.toFloatArray(), new ai.djl.ndarray.types.Shape(value.shape().dims()));
      array.setRequiresGradient(isCoronary(key));
      parameters.put(key, array);
    }
    return eager;
  }

  private static boolean isCoronary(String key) {
    return (key.startsWith("text_prompt_encoder.") || key.startsWith("reading_heads."))
        && !RECORDS.contains(key);
  }

  /** One object in all words and a point, on random features. */
  private static Map<String, NDArray> decode(Eager eager) {
    Description said = CoronaryPrompt.parse("CASS 2, RCA, RAO 30 CAUDAL 25");
    ExtensionPart words = CoronaryConfig.ALL.call(List.of(said), null).part();
    Program program = new Sam2(Networks.nano()).decode(true, Decode.Mask.NONE, false, words);
    Map<String, NDArray> in = new HashMap<>();
    in.put("tokens", eager.random(1, 1, 64, 64));
    in.put("half", eager.random(2, 1, 16, 16, 16));
    in.put("quarter", eager.random(3, 1, 8, 32, 32));
    in.put("positions", eager.floats(new float[] {0.4f, 0.3f, 0, 0}, 1, 2, 2));
    in.put("kinds", eager.ops.constant(HostTensor.of(new long[] {2, 0}, 1, 2)));
    in.put("segments", eager.ops.constant(HostTensor.of(new long[] {MID_RCA}, 1, 1)));
    in.put("arteries", eager.ops.constant(HostTensor.of(new long[] {1}, 1, 1)));
    in.put("views", eager.floats(ViewFeatures.of(ViewAngle.of(-30, -25)), 1, 7));
    return program.build(eager.ops, in);
  }

  private static NDArray segmentLoss(Map<String, NDArray> out) {
    NDArray logits = out.get("cass").get(":, 0");
    return logits.logSoftmax(1).get(":, " + MID_RCA).neg().sum();
  }

  /** Negative log-likelihood of a normal distribution: 62 percent is the truth. */
  private static NDArray stenosisLoss(Map<String, NDArray> out) {
    NDArray logSpread = out.get("stenosis_log_spread").get(":, 0");
    NDArray error = out.get("stenosis").get(":, 0").sub(62).div(logSpread.exp());
    return error.square().mul(0.5).add(logSpread).sum();
  }

  private static NDArray maskLoss(Map<String, NDArray> out) {
    NDArray masks = out.get("masks").get(":, 0:1");
    NDArray truth = masks.zerosLike();
    truth.set(new ai.djl.ndarray.index.NDIndex(":, :, 8:16, 8:16"), 1);
    return Loss.sigmoidBinaryCrossEntropyLoss().evaluate(new NDList(truth), new NDList(masks));
  }

  private Set<String> moved(Function<Map<String, NDArray>, NDArray> loss) {
    try (Eager eager = eager()) {
      PtNDArray value = (PtNDArray) loss.apply(decode(eager));
      JniUtils.backward(value, (PtNDArray) value.onesLike(), false, false);
      Set<String> keys = new TreeSet<>();
      parameters.forEach(
          (key, array) -> {
            if (isCoronary(key) && array.getGradient().abs().max().getFloat() > 0) {
              keys.add(key);
            }
          });
      return keys;
    }
  }

  private static Set<String> keys(String prefix) {
    Set<String> keys = new TreeSet<>(FRESH.keys());
    keys.removeIf(key -> !isCoronary(key) || !key.startsWith(prefix));
    return keys;
  }

  @Test
  void theSegmentReachesAllButTheStenosis() {
    Set<String> expected = keys("");
    expected.removeIf(key -> key.startsWith("reading_heads.stenosis"));
    assertThat(moved(CoronaryGradientTest::segmentLoss)).isEqualTo(expected);
  }

  @Test
  void theStenosisReachesAllButTheSegment() {
    Set<String> expected = keys("");
    expected.removeIf(key -> key.startsWith("reading_heads.cass"));
    assertThat(moved(CoronaryGradientTest::stenosisLoss)).isEqualTo(expected);
  }

  @Test
  void theMaskReachesTheWords() {
    assertThat(moved(CoronaryGradientTest::maskLoss)).isEqualTo(keys("text_prompt_encoder."));
  }

  @Test
  void aFewStepsLowerEveryLoss() {
    try (Eager eager = eager()) {
      float[] first = step(eager, 1e-3f);
      for (int i = 0; i < 8; i++) {
        step(eager, 1e-3f);
      }
      float[] last = step(eager, 0);
      for (int i = 0; i < first.length; i++) {
        assertThat(last[i]).as("loss " + i).isLessThan(first[i]);
      }
    }
  }

  /** Gradient descent; the losses before it. */
  private float[] step(Eager eager, float rate) {
    Map<String, NDArray> out = decode(eager);
    NDArray[] losses = {segmentLoss(out), stenosisLoss(out), maskLoss(out)};
    PtNDArray sum = (PtNDArray) losses[0].add(losses[1]).add(losses[2]);
    JniUtils.backward(sum, (PtNDArray) sum.onesLike(), false, false);
    for (String key : keys("")) {
      NDArray array = parameters.get(key);
      NDArray next = array.stopGradient().sub(array.getGradient().mul(rate));
      next.setRequiresGradient(true);
      parameters.put(key, next);
    }
    return new float[] {losses[0].getFloat(), losses[1].getFloat(), losses[2].getFloat()};
  }
}
