// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.trunk.hiera;

import io.github.medsam2.net.layer.KeyTable;
import io.github.medsam2.net.trunk.Block;

/** The keys of the hierarchical trunk and its neck, with their shapes. */
final class HieraKeys {
  static final String TRUNK = "image_encoder.trunk";
  static final String NECK = "image_encoder.neck";

  private HieraKeys() {}

  static void add(KeyTable table, Hiera h, int features) {
    Stages stages = Stages.of(h);
    table.tensor(TRUNK + ".pos_embed", 1, h.width(), h.backgroundGrid(), h.backgroundGrid());
    int window = h.windows().get(0);
    table.tensor(TRUNK + ".pos_embed_window", 1, h.width(), window, window);
    table.conv(TRUNK + ".patch_embed.proj", h.width(), 3, 7);
    for (int i = 0; i < stages.blocks(); i++) {
      int out = stages.width(stages.stageOf(i));
      Block.keys(table, TRUNK + ".blocks." + i, stages.opens(i) ? out / 2 : out, out);
    }
    int last = h.stages().size() - 1;
    for (int level = 0; level <= last; level++) {
      table.conv(NECK + ".convs." + level + ".conv", features, stages.width(last - level), 1);
    }
  }
}
