// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.MedSam2;
import io.github.medsam2.ModelOptions;
import io.github.medsam2.Segmentation;
import io.github.medsam2.engine.EngineProvider;
import io.github.medsam2.engine.Engines;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.testing.Golden;
import io.github.medsam2.testing.SharedData;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A trained network on real angiograms, against what the original makes of them. */
class ProbeTest {
  private static final int SIDE = 256;

  static Stream<String> engines() {
    return Engines.providers().stream()
        .filter(provider -> provider.unavailableBecause().isEmpty())
        .map(EngineProvider::name);
  }

  @ParameterizedTest
  @MethodSource("engines")
  void masksAreTheOriginals(String engine) {
    Path checkpoint = SharedData.require("data/models/xca-probe.pt");
    Golden golden = Golden.of(SharedData.require("data/models/xca-probe_golden.safetensors"));
    ModelOptions options = ModelOptions.defaults().engine(engine).imageSize(SIDE).threads(1);
    try (MedSam2 model = MedSam2.load(checkpoint, options)) {
      for (int i = 0; i < 3; i++) {
        check(model, golden, "case" + i + ".");
      }
    }
  }

  private static void check(MedSam2 model, Golden golden, String name) {
    Image crop = Image.gray8(SIDE, SIDE, golden.bytes(name + "image"));
    float[] box = golden.floats(name + "box");
    try (ImageEmbedding embedding = model.embed(crop)) {
      Segmentation s = model.prompt(embedding).box(box[0], box[1], box[2], box[3]).predictSingle();

      assertThat(differing(s.mask(), golden.bytes(name + "mask"))).as(name).isLessThanOrEqualTo(2);
      golden.assertClose(name + "low_res", s.lowResLogits(), 1e-3, false);
      golden.assertClose(name + "iou", new float[] {s.iou()}, 1e-4, false);
    }
  }

  private static int differing(Mask mask, byte[] expected) {
    int n = 0;
    for (int i = 0; i < expected.length; i++) {
      n += mask.contains(i % SIDE, i / SIDE) == (expected[i] != 0) ? 0 : 1;
    }
    return n;
  }
}
