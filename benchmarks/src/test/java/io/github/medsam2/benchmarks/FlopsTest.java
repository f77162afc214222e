// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/**
 * The table against the totals counted for the original network and the savings named beside it.
 */
class FlopsTest {

  @Test
  void fullMemoryAttentionIsTheOriginalsLessLateValuesAndTheFoldedOutput() {
    double all = Flops.LOOK + Flops.condition(7, 16);
    assertThat(all).isCloseTo(48.34 - 12.2 - 0.54, within(0.05));
  }

  @Test
  void attentionToOneFrameIsTheOriginalsLessTheSameSavings() {
    double tokens = 1024 + 4;
    double valuesNarrower = 4 * Flops.product(1024, tokens, 256 - 64);
    double valueProjection = 4 * Flops.product(tokens, 64, 256);
    double narrowerOutput = 4 * Flops.product(1024, 256 - 64, 256);
    double all = Flops.LOOK + Flops.condition(1, 1);
    assertThat(all)
        .isCloseTo(20.7 - valuesNarrower - valueProjection - narrowerOutput, within(0.05));
  }

  @Test
  void trackedFrameAddsUp() {
    double keysNotCached = 4 * Flops.product(6 * 1024 + 15 * 4, 64, 256);
    double frame =
        Flops.ENCODER
            + Flops.LOOK
            + Flops.condition(7, 16)
            + Flops.decoder(1)
            + Flops.MEMORY_ENCODER;
    assertThat(frame - keysNotCached).isCloseTo(94, within(0.5));
  }

  @Test
  void eachFurtherPromptCostsTheSameAndNoMoreThanTheFirst() {
    double further = Flops.decoder(2) - Flops.decoder(1);
    assertThat(Flops.decoder(8) - Flops.decoder(7)).isCloseTo(further, within(1e-9));
    assertThat(further).isLessThan(Flops.decoder(1)).isGreaterThan(Flops.decoder(1) / 2);
  }
}
