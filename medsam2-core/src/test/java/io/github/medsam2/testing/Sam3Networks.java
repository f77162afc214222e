// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.testing;

import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.net.config.Task;
import io.github.medsam2.net.layer.KeyTable;
import io.github.medsam2.net.tracker.DecoderConfig;
import io.github.medsam2.net.tracker.DecoderExtension;
import io.github.medsam2.net.tracker.MemoryConfig;
import io.github.medsam2.net.trunk.TwoNecked;
import io.github.medsam2.net.trunk.pe.Pe;
import io.github.medsam2.tensor.Shape;
import java.util.Map;
import java.util.Set;

/** SAM 3's networks by their sizes. */
public final class Sam3Networks {

  private Sam3Networks() {}

  /** The network of {@code golden/sam3/nano}. */
  public static ModelConfig nano() {
    Pe.PositionTable positions = new Pe.PositionTable(4, true);
    Pe trunk = new Pe(64, 6, 4, 296, 14, 4, Set.of(2, 5), positions, 12, true);
    return new ModelConfig(
        "sam3-reduced",
        168,
        trunk,
        128,
        new MemoryConfig(64, 2, 160, 7, 2, true, true),
        new DecoderConfig(2048, 64, 256, true),
        DecoderExtension.NONE,
        Set.of(Task.CLICKS, Task.TRACKING));
  }

  /** The published network, without its detector but with the detector's neck. */
  public static ModelConfig published() {
    Pe.PositionTable positions = new Pe.PositionTable(24, true);
    Pe trunk = new Pe(1024, 32, 16, 4736, 14, 24, Set.of(7, 15, 23, 31), positions, 72, true);
    return new ModelConfig(
        "sam3",
        1008,
        trunk,
        256,
        new MemoryConfig(64, 4, 2048, 7, 2, true, true),
        new DecoderConfig(2048, 128, 256, true),
        DecoderExtension.NONE,
        Set.of(Task.CLICKS, Task.TRACKING));
  }

  /** The keys of the detector's neck. */
  public static Map<String, Shape> levelKeys(ModelConfig config) {
    KeyTable table = new KeyTable();
    ((TwoNecked) config.trunk()).levelKeys(table, config.width());
    return table.shapes();
  }
}
