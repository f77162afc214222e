// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.testing.OwnProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is closed is freed, whenever the garbage collector comes. */
public interface MemoryContract extends ModelUnderTest {

  /** 5,000 prompts on 200 images; the last 4,500 prompts and 180 images may add little. */
  @Test
  default void residentMemoryStaysFlat(@TempDir Path folder) throws Exception {
    long kilobytes =
        OwnProcess.growth(MemoryProbe.class, folder, checkpoint().toString(), engine());
    // Measured: 0.5 to 4.5 MB, and none later. One embedding lost per image would add 12 MB, the
    // masks of one run in two 10 MB.
    assertThat(kilobytes).isLessThan(8_000);
  }
}
