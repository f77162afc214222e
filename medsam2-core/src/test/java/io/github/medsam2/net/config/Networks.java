// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.config;

import io.github.medsam2.net.tracker.DecoderConfig;
import io.github.medsam2.net.tracker.MemoryConfig;
import io.github.medsam2.net.trunk.hiera.Hiera;
import java.util.List;
import java.util.Set;

/** Reduced networks that run in a moment. */
public final class Networks {

  private Networks() {}

  /** The network of {@code golden/nano}: every station, a thousandth of the work. */
  public static ModelConfig nano() {
    return new ModelConfig(
        "sam2.1-reduced",
        128,
        new Hiera(16, List.of(1, 1, 2, 1), 1, List.of(8, 4, 14, 7), Set.of(3), 7),
        64,
        new MemoryConfig(16, 2, 256, 7, 2, true, true),
        new DecoderConfig(2048, 32, 256, true));
  }
}
