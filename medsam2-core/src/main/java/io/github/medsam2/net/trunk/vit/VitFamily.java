// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.trunk.vit;

import io.github.medsam2.net.layer.KeyReader;
import io.github.medsam2.net.trunk.TrunkFamily;
import io.github.medsam2.tensor.Shape;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads EfficientTAM's trunk off its keys: heads of 64, windows of 14, every third block global.
 */
public final class VitFamily implements TrunkFamily {
  private static final String TRUNK = Vit.TRUNK + ".";
  private static final int HEAD = 64;
  private static final int WINDOW = 14;
  private static final int GLOBAL_EVERY = 3;

  @Override
  public boolean isIn(KeyReader keys) {
    return keys.has(TRUNK + "pos_embed") && !keys.has(TRUNK + "pos_embed_window");
  }

  @Override
  public Vit read(KeyReader keys) {
    Shape patch = keys.shape(TRUNK + "patch_embed.proj.weight", 4);
    int width = Math.toIntExact(patch.dim(0));
    int side = (int) Math.round(Math.sqrt(keys.size(TRUNK + "pos_embed", 3, 1) - 1.0));
    int blocks = keys.count(TRUNK + "blocks.", ".norm1.weight");
    Set<Integer> global = new TreeSet<>();
    for (int i = GLOBAL_EVERY - 1; i < blocks; i += GLOBAL_EVERY) {
      global.add(i);
    }
    int heads = Math.max(1, width / HEAD);
    return new Vit(width, blocks, heads, Math.toIntExact(patch.dim(2)), WINDOW, global, side);
  }
}
