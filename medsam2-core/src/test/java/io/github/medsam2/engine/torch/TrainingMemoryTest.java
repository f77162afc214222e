// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.testing.OwnProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a step makes is freed at its end, and what a training holds when it is closed. */
class TrainingMemoryTest {

  @ParameterizedTest
  @ValueSource(strings = {"false", "true"})
  void turnsAndTrainingsLeaveResidentMemoryFlat(String recompute, @TempDir Path folder)
      throws Exception {
    // One array of a step that is lost adds 16 kB, 11 MB in all.
    assertThat(OwnProcess.growth(TrainingProbe.class, folder, recompute)).isLessThan(4_000);
  }
}
