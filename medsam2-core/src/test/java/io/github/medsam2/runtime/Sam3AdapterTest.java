// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.adapter.Adapter;
import io.github.medsam2.adapter.AdapterPlan;
import io.github.medsam2.adapter.AdapterStack;
import io.github.medsam2.adapter.LowRank;
import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.checkpoint.OverlaidWeights;
import io.github.medsam2.checkpoint.StoredTensor;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.engine.Engines;
import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.testing.Golden;
import io.github.medsam2.testing.Sam3Images;
import io.github.medsam2.testing.Sam3Weights;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Adapters on SAM 3's trunk, whose fused projections are reordered on their way into an engine. */
class Sam3AdapterTest {
  private static final String QKV = "detector.backbone.vision_backbone.trunk.blocks.2.attn.qkv";
  private static final int WIDTH = 64;

  @ParameterizedTest
  @ValueSource(strings = {"onnx", "torch"})
  void anAdaptedTrunkIsOneOfMergedWeights(String engine) {
    Golden golden = Golden.shared("sam3/nano_features");
    float[] a = {0.5f, -0.25f};
    float[] factors = new float[WIDTH];
    float[] outer = new float[3 * WIDTH];
    for (int i = 0; i < outer.length; i++) {
      factors[i % WIDTH] = a[i % 2] * (i % 7) / 20;
      outer[i] = a[(i + 1) % 2] * (i % 5) / 2;
    }
    LowRank correction =
        new LowRank(HostTensor.of(factors, 1, WIDTH), HostTensor.of(outer, 3L * WIDTH, 1), 2);
    Adapter adapter = new Adapter("a", Map.of(QKV, correction), Map.of());
    try (Checkpoint base = Sam3Weights.nano();
        Stations plain = open(engine, base);
        Stations adapted = plain.with(AdapterStack.of(adapter));
        Stations merged = open(engine, merged(base, factors, outer))) {
      HostTensor input = plain.config().trunk().forImages(168).prepare(Sam3Images.rgb(golden, 2));
      float[] expected = tokens(merged, input);
      assertThat(tokens(adapted, input)).containsExactly(expected);
      float[] unchanged = tokens(plain, input);
      assertThat(unchanged).isNotEqualTo(expected);
      golden.assertClose(
          "neck.tracker.2",
          GoldenInputs.channelsFirst(HostTensor.of(unchanged, 1, 144, 128)),
          2e-5,
          true);
    }
  }

  private static Stations open(String engine, Weights weights) {
    ModelConfig config = Sam3Weights.nanoConfig(weights);
    return new Stations(
        Engines.open(engine, EngineOptions.DEFAULT.withThreads(1)), weights, config);
  }

  private static float[] tokens(Stations s, HostTensor input) {
    try (EncodedImage image = s.encode(input)) {
      return image.tokens().toHost().toFloatArray();
    }
  }

  private static Weights merged(Weights base, float[] factors, float[] outer) {
    float[] weight = base.get(QKV + ".weight").value().toFloatArray();
    for (int i = 0; i < weight.length; i++) {
      double change = 2.0 * outer[i / WIDTH] * factors[i % WIDTH];
      weight[i] = change == 0 ? weight[i] : (float) (weight[i] + change);
    }
    HostTensor value = HostTensor.of(weight, 3L * WIDTH, WIDTH);
    return OverlaidWeights.of(
        "merged", base, Map.of(QKV + ".weight", new StoredTensor(value, null)));
  }

  @Test
  void theUsualPlanFindsTheTrunk() {
    Golden.shared("sam3/nano_features");
    try (Checkpoint base = Sam3Weights.nano()) {
      Adapter started = AdapterPlan.attention(2).begin("a", base, 1).start();
      assertThat(started.corrections().keySet())
          .contains(QKV)
          .contains("sam_mask_decoder.transformer.layers.0.self_attn.q_proj");
      assertThat(started.corrections().keySet().stream().filter(k -> k.endsWith(".qkv")))
          .hasSize(6);
    }
  }
}
