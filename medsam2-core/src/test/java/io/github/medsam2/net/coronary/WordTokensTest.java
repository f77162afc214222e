// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.coronary;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.coronary.CoronaryHeads;
import io.github.medsam2.engine.EngineTensor;
import io.github.medsam2.engine.reference.ReferenceEngine;
import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.net.config.Networks;
import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.ops.Program;
import io.github.medsam2.prompt.coronary.ViewAngle;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.testing.RuleWeights;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Views that differ get embeddings that differ: an encoder that collapses them learns nothing. */
class WordTokensTest {
  private static final Weights FRESH =
      CoronaryHeads.addTo(new RuleWeights(Networks.nano().keys(), 1), 1);

  private record View(ModelConfig config) implements Program {
    @Override
    public String name() {
      return "view token";
    }

    @Override
    public List<Port> inputs() {
      return List.of(Port.floats("views", 1, 7));
    }

    @Override
    public List<String> outputs() {
      return List.of("token");
    }

    @Override
    public <T> Map<String, T> build(Ops<T> ops, Map<String, T> in) {
      WordTokens<T> encoder =
          new WordTokens<>(Layers.root(ops).at(CoronaryConfig.TEXT_ENCODER), config.width());
      return Map.of("token", encoder.view(requireNonNull(in.get("views"))));
    }
  }

  private static float[] token(double primary, double secondary) {
    float[] features = ViewFeatures.of(ViewAngle.of(primary, secondary));
    try (ReferenceEngine engine = new ReferenceEngine();
        EngineTensor views = engine.upload(HostTensor.of(features, 1, 7))) {
      Map<String, EngineTensor> out =
          engine.prepare(new View(Networks.nano()), FRESH).run(Map.of("views", views));
      return requireNonNull(out.get("token")).toHost().toFloatArray();
    }
  }

  private static double distance(float[] a, float[] b) {
    double d = 0;
    double na = 0;
    double nb = 0;
    for (int i = 0; i < a.length; i++) {
      d += (a[i] - b[i]) * (a[i] - b[i]);
      na += a[i] * a[i];
      nb += b[i] * b[i];
    }
    return Math.sqrt(d / Math.max(na, nb));
  }

  /** The distance of two embeddings as a share of the longer one. */
  @ParameterizedTest
  @CsvSource({
    "-30, 0, 45, 0", // RAO 30 and LAO 45
    "0, 0, 90, 0",
    "0, -30, 0, 30",
    "-30, -25, -30, 25",
    "-90, 0, 90, 0"
  })
  void viewsAreKeptApart(double p, double s, double otherP, double otherS) {
    assertThat(distance(token(p, s), token(otherP, otherS))).isGreaterThan(0.4);
  }

  @Test
  void nearViewsStayNear() {
    assertThat(distance(token(-30, -25), token(-31, -25))).isBetween(1e-4, 0.05);
    assertThat(distance(token(180, 0), token(-180, 0))).isLessThan(1e-5);
  }

  /** Sines, cosines and the beam of a C-arm, worked out by hand. */
  @Test
  void featuresAreAsDocumented() {
    float[] f = ViewFeatures.of(ViewAngle.of(-30, 60));
    double[] expected = {-0.5, 0.8660254, 0.8660254, 0.5, -0.25, -0.4330127, 0.8660254};
    assertThat(f).hasSize(expected.length);
    for (int i = 0; i < f.length; i++) {
      assertThat((double) f[i]).as("feature " + i).isCloseTo(expected[i], within(1e-6));
    }
  }
}
