// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.adapter.Adapter;
import io.github.medsam2.adapter.AdapterStack;
import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.engine.Engines;
import io.github.medsam2.net.Slots;
import io.github.medsam2.net.config.Networks;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.testing.Golden;
import io.github.medsam2.testing.RuleWeights;
import io.github.medsam2.testing.SharedData;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The features under an adapter that peft wrote, against those of the original with peft. */
class AdapterGoldenTest {
  private static final int IMAGES = 2;
  private static final double FEATURES = 2.5e-5;

  @ParameterizedTest
  @ValueSource(strings = {"onnx", "torch"})
  void featuresWithAndWithoutTheAdapter(String engine) {
    Golden golden = Golden.shared("train/lora");
    AdapterStack stack =
        AdapterStack.of(Adapter.read(SharedData.require("golden/train/lora_adapter")));
    RuleWeights weights = new RuleWeights(Networks.nano().keys(), 1);
    EngineOptions options = EngineOptions.DEFAULT.withThreads(1);
    try (Stations base = new Stations(Engines.open(engine, options), weights, Networks.nano());
        Stations adapted = base.with(stack)) {
      assertFeatures(golden, "base", base);
      assertFeatures(golden, "adapted", adapted);
      assertFeatures(golden, "merged", adapted);
      assertFeatures(golden, "base", base);
    }
  }

  private static void assertFeatures(Golden golden, String name, Stations stations) {
    for (int level = 0; level < 3; level++) {
      float[] all = new float[0];
      for (int i = 0; i < IMAGES; i++) {
        try (EncodedImage image = stations.encode(image(golden, i))) {
          float[] one = level(image, level);
          float[] more = java.util.Arrays.copyOf(all, all.length + one.length);
          System.arraycopy(one, 0, more, all.length, one.length);
          all = more;
        }
      }
      golden.assertClose(name + ".F" + level, all, FEATURES, true);
    }
  }

  private static float[] level(EncodedImage image, int level) {
    return switch (level) {
      case 0 -> image.get(Slots.QUARTER).toHost().toFloatArray();
      case 1 -> image.get(Slots.HALF).toHost().toFloatArray();
      default -> GoldenInputs.channelsFirst(image.tokens().toHost());
    };
  }

  private static HostTensor image(Golden golden, int index) {
    HostTensor images = golden.get("images");
    assertThat(images.shape().dim(0)).isEqualTo(IMAGES);
    return GoldenInputs.slices(images, 128).apply(index);
  }
}
