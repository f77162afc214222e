// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.sampling.CounterRandom;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuietMemoryTest {

  /** Tokens of one mean and spread are what a norm can give back exactly. */
  @Test
  void theFittedNormGivesTokensBack() {
    int width = 16;
    CounterRandom random = CounterRandom.of(3);
    float[] tokens = new float[width * 200];
    for (int t = 0; t < 200; t++) {
      double mean = 0;
      double square = 0;
      double[] drawn = new double[width];
      for (int c = 0; c < width; c++) {
        drawn[c] = random.normal((long) t * width + c);
        mean += drawn[c] / width;
      }
      for (double d : drawn) {
        square += (d - mean) * (d - mean) / width;
      }
      for (int c = 0; c < width; c++) {
        tokens[t * width + c] = (float) (2 + 3 * (drawn[c] - mean) / Math.sqrt(square));
      }
    }
    NormFit fit = new NormFit(width);
    fit.add(tokens);
    for (int c = 0; c < width; c++) {
      assertThat(fit.weight()[c]).isCloseTo(3, within(1e-3f));
      assertThat(fit.bias()[c]).isCloseTo(2, within(1e-3f));
    }
  }

  @Test
  void onlyTheMemoryAttentionChangesAndSaysLess() {
    Weights before = NanoRun.weights();
    SampleSet images = SampleSet.of(List.of(NanoRun.sample(0, "a"), NanoRun.sample(1, "b")));
    Weights after = QuietMemory.begin(before, images);
    assertThat(after.keys()).containsExactlyElementsOf(before.keys());
    for (String key : before.keys()) {
      float[] was = before.get(key).value().toFloatArray();
      float[] is = after.get(key).value().toFloatArray();
      if (key.endsWith("out_proj.weight") && key.startsWith("memory_attention.")) {
        assertThat(is[0]).as(key).isCloseTo(0.1f * was[0], within(1e-6f));
      } else if (!key.startsWith("memory_attention.")) {
        assertThat(is).as(key).containsExactly(was);
      }
    }
    assertThat(after.get("memory_attention.norm.weight").value().toFloatArray())
        .isNotEqualTo(before.get("memory_attention.norm.weight").value().toFloatArray());
  }
}
