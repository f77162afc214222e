// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime;

import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.engine.EngineTensor;
import io.github.medsam2.net.ConceptLevels;
import io.github.medsam2.net.Sam2;
import io.github.medsam2.net.Slots;
import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.net.trunk.TwoNecked;
import io.github.medsam2.ops.Program;
import io.github.medsam2.ops.Slot;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.testing.Golden;
import io.github.medsam2.testing.Sam3Images;
import io.github.medsam2.testing.Sam3Weights;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What every engine must reproduce of SAM 3's numbers for clicks, station by station. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Sam3Parity {
  private static final double FEATURES = 2e-5;

  private @Nullable Stations nano;

  abstract Engine open(EngineOptions options);

  private Stations nano() {
    Stations s = nano;
    if (s == null) {
      Checkpoint weights = Sam3Weights.nano();
      s =
          new Stations(
              open(EngineOptions.DEFAULT.withThreads(1)), weights, Sam3Weights.nanoConfig(weights));
      nano = s;
    }
    return s;
  }

  @AfterAll
  void close() {
    if (nano != null) {
      nano.close();
    }
  }

  @Test
  void trunkAndNecks() {
    Golden golden = Golden.shared("sam3/nano_features");
    Stations s = nano();
    ModelConfig c = s.config();
    HostTensor input = c.trunk().forImages(c.imageSize()).prepare(Sam3Images.rgb(golden, 2));
    golden.assertClose("input", input.toFloatArray(), 1e-6, false);
    List<Program> parts = new Sam2(c).encodeParts();
    Map<Slot, EngineTensor> map = Map.of();
    for (int i = 0; i < parts.size(); i++) {
      Map<Slot, HostTensor> host = i == 0 ? Map.of(Slots.IMAGE, Sam3Images.batch(input)) : Map.of();
      map = s.programs().run(parts.get(i), host, map);
      String name = i == 0 ? "trunk.ln_pre" : "trunk.block" + (i - 1);
      float[] actual = Objects.requireNonNull(map.get(Slots.MAP)).toHost().toFloatArray();
      golden.assertClose(name, actual, FEATURES, true);
    }
    Map<Slot, EngineTensor> levels =
        s.programs().run(new ConceptLevels(c, (TwoNecked) c.trunk()), Map.of(), map);
    for (int i = 0; i < 3; i++) {
      float[] level =
          Objects.requireNonNull(levels.get(Slots.LEVELS.get(i))).toHost().toFloatArray();
      golden.assertClose("neck.detector." + i, level, FEATURES, true);
    }
    try (EncodedImage image = s.encode(input)) {
      float[] tokens = GoldenInputs.channelsFirst(image.tokens().toHost());
      golden.assertClose("neck.tracker.2", tokens, FEATURES, true);
      golden.assertClose(
          "neck.tracker.s1", image.get(Slots.HALF).toHost().toFloatArray(), FEATURES, true);
      golden.assertClose(
          "neck.tracker.s0", image.get(Slots.QUARTER).toHost().toFloatArray(), FEATURES, true);
    }
  }
}
