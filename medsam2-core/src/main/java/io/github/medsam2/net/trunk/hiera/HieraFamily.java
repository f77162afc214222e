// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.trunk.hiera;

import io.github.medsam2.net.layer.KeyReader;
import io.github.medsam2.net.trunk.TrunkFamily;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a hierarchical trunk off its keys. Windows, heads and global blocks leave no trace and are
 * looked up among the published trunks; of one that is not there they follow the pattern of the
 * small ones: windows 8, 4, 14, 7, one head in the first stage, global attention in the middle
 * block of the third stage.
 */
public final class HieraFamily implements TrunkFamily {
  private static final String TRUNK = HieraKeys.TRUNK + ".";

  @Override
  public boolean isIn(KeyReader keys) {
    return keys.has(TRUNK + "pos_embed_window");
  }

  @Override
  public Hiera read(KeyReader keys) {
    int width = keys.size(TRUNK + "patch_embed.proj.weight", 4, 0);
    int grid = keys.size(TRUNK + "pos_embed", 4, 2);
    int window = keys.size(TRUNK + "pos_embed_window", 4, 2);
    return PublishedHiera.complete(width, stages(keys), grid, window);
  }

  /** A block with its own shortcut projection opens a stage. */
  private static List<Integer> stages(KeyReader keys) {
    List<Integer> stages = new ArrayList<>();
    int blocks = keys.count(TRUNK + "blocks.", ".norm1.weight");
    int begin = 0;
    for (int i = 1; i < blocks; i++) {
      if (keys.has(TRUNK + "blocks." + i + ".proj.weight")) {
        stages.add(i - begin);
        begin = i;
      }
    }
    stages.add(blocks - begin);
    if (stages.size() != 4 || blocks == 0) {
      throw keys.refusal("a Hiera trunk of four stages", "stages of " + stages + " blocks");
    }
    return stages;
  }
}
