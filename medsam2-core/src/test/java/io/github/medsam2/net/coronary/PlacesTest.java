// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.coronary;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.engine.EngineTensor;
import io.github.medsam2.engine.reference.ReferenceEngine;
import io.github.medsam2.net.layer.KeyTable;
import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.ops.Program.Port;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.testing.LambdaProgram;
import io.github.medsam2.testing.RuleWeights;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The map of a segment is what its cells are told, as logits between those of masks given. */
class PlacesTest {
  private static final int SIDE = 6;
  private static final int WIDTH = 8;
  private static final String MODULE = CoronaryConfig.PLACES;

  private static final LambdaProgram BOTH =
      new LambdaProgram(
          "places",
          List.of(Port.floats("tokens", 1, SIDE * SIDE, WIDTH), CoronarySlots.SEGMENTS.longs(2, 1)),
          List.of("logits", "maps"),
          (ops, in) -> {
            Places<Object> places = new Places<>(Layers.root(ops).at(MODULE), SIDE, WIDTH);
            Object tokens = requireNonNull(in.get("tokens"));
            Object segments = requireNonNull(in.get(CoronarySlots.SEGMENTS.name()));
            return Map.of("logits", places.logits(tokens), "maps", places.of(tokens, segments));
          });

  @Test
  void aNamedSegmentGetsItsOwnMap() {
    KeyTable keys = new KeyTable();
    Places.keys(keys, MODULE, WIDTH);
    float[] tokens = new float[SIDE * SIDE * WIDTH];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = (i * 37 % 101 - 50) / 10f;
    }
    long[] segments = {5, 28};
    float[] logits;
    float[] maps;
    try (ReferenceEngine engine = new ReferenceEngine();
        EngineTensor t = engine.upload(HostTensor.of(tokens, 1, SIDE * SIDE, WIDTH));
        EngineTensor s = engine.upload(HostTensor.of(segments, 2, 1))) {
      Map<String, EngineTensor> out =
          engine
              .prepare(BOTH, new RuleWeights(keys.shapes(), 1))
              .run(Map.of("tokens", t, CoronarySlots.SEGMENTS.name(), s));
      logits = requireNonNull(out.get("logits")).toHost().toFloatArray();
      HostTensor all = requireNonNull(out.get("maps")).toHost();
      assertThat(all.shape().dims()).containsExactly(2, 1, 4L * SIDE, 4L * SIDE);
      maps = all.toFloatArray();
    }
    for (int i = 0; i < segments.length; i++) {
      // no neighbour mixes into the outermost pixel of a corner
      double corner = maps[i * 16 * SIDE * SIDE];
      assertThat(corner).isCloseTo(told(logits, (int) segments[i]), within(1e-3));
    }
    for (float value : maps) {
      assertThat(value).isBetween(-10f, 10f);
    }
  }

  /** What the first cell says of a segment: softmax by hand, then the line through 0 at 0.25. */
  private static double told(float[] logits, int segment) {
    double sum = 0;
    for (int i = 0; i < Places.CLASSES; i++) {
      sum += Math.exp(logits[i]);
    }
    return Math.min(10, 40 * Math.exp(logits[segment]) / sum - 10);
  }
}
