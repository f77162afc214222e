// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AccuracyStudyTest {

  /** A small sample of the study in docs/qca-accuracy.md. */
  @Test
  void measuresPhantomLesions() {
    Stratum usual = Stratum.all().get(0);
    double sum = 0;
    int n = 6;
    for (int i = 0; i < n; i++) {
      sum += AccuracyStudy.measure(Trials.draw(usual, 5, i)).worst();
    }
    assertThat(sum / n).as("mean error, points").isLessThan(7);
  }
}
