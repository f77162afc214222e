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
            + Flops.trackedDecoder()
            + Flops.MEMORY_ENCODER;
    double projections = 10 * Flops.product(1024, 256, 128);
    double meetings = 10 * Flops.product(1024, 256, 8 * 8);
    assertThat(frame - keysNotCached + projections - meetings).isCloseTo(94, within(0.5));
  }

  /**
   * Each projection of the image, less what the tokens meet instead; the first three are shared.
   */
  @Test
  void aBoxIsTheOriginalsLessTheProjectionsOfTheImage() {
    double projection = Flops.product(1024, 256, 128);
    double meeting = Flops.product(1024, 256, 8 * 9);
    assertThat(Flops.decoder(1)).isCloseTo(0.95 - 10 * projection + 7 * meeting, within(0.03));
    assertThat(Flops.decoder(8)).isCloseTo(8 * Flops.decoder(1), within(1e-9));
  }
}
