// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.trunk.hiera;

import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.net.trunk.Block;
import io.github.medsam2.net.trunk.PositionGrid;
import io.github.medsam2.ops.Ops;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The hierarchical image trunk: patches, positions, blocks; one map per stage comes out. */
final class HieraForward {
  private static final int PATCH_STRIDE = 4;

  private HieraForward() {}

  /**
   * @param trunk layers of {@code image_encoder.trunk}
   * @param image (N, 3, S, S), normalised
   * @return the output of every block, (N, g, g, C) with g = S/4, S/8, S/16, S/32 by stage
   */
  static <T> List<T> blocks(Layers<T> trunk, Hiera config, T image) {
    Ops<T> ops = trunk.ops();
    T x = trunk.conv(image, "patch_embed.proj", PATCH_STRIDE, 3); // (N, C, S/4, S/4)
    int grid = Math.toIntExact(ops.shape(x).dim(2));
    x = ops.permute(ops.add(x, positions(trunk, config, grid)), 0, 2, 3, 1);
    List<T> outputs = new ArrayList<>();
    Stages stages = Stages.of(config);
    for (int i = 0; i < stages.blocks(); i++) {
      int stage = stages.stageOf(i);
      Block<T> block =
          new Block<>(
              trunk.at("blocks", i),
              stages.width(stage),
              stages.heads(stage),
              stages.window(i),
              stages.opens(i));
      T in = x;
      x = ops.scope(() -> block.apply(in));
      outputs.add(x);
    }
    return outputs;
  }

  /** The coarse embedding stretched to the grid plus the window embedding tiled over it. */
  private static <T> T positions(Layers<T> trunk, Hiera config, int grid) {
    Ops<T> ops = trunk.ops();
    T coarse = PositionGrid.bicubic(trunk, trunk.param("pos_embed"), config.backgroundGrid(), grid);
    int repeats = grid / config.windows().get(0);
    T row = ops.concat(3, Collections.nCopies(repeats, trunk.param("pos_embed_window")));
    return ops.add(coarse, ops.concat(2, Collections.nCopies(repeats, row)));
  }
}
