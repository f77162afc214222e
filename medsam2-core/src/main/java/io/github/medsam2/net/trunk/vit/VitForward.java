// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.trunk.vit;

import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.net.trunk.Block;
import io.github.medsam2.net.trunk.PositionGrid;
import io.github.medsam2.ops.Ops;
import java.util.ArrayList;
import java.util.List;

/** EfficientTAM's plain image trunk: all blocks on one grid. */
final class VitForward {

  private VitForward() {}

  /**
   * @param trunk layers of {@code image_encoder.trunk}
   * @param image (N, 3, S, S), normalised
   * @return the output of every block, (N, S/16, S/16, C)
   */
  static <T> List<T> blocks(Layers<T> trunk, Vit config, T image) {
    Ops<T> ops = trunk.ops();
    T x = trunk.conv(image, "patch_embed.proj", config.patch(), 0); // (N, C, g, g)
    int grid = Math.toIntExact(ops.shape(x).dim(2));
    x = ops.permute(ops.add(x, positions(trunk, config, grid)), 0, 2, 3, 1);
    List<T> outputs = new ArrayList<>();
    for (int i = 0; i < config.depth(); i++) {
      Block<T> block =
          new Block<>(
              trunk.at("blocks", i), config.width(), config.heads(), config.window(i), false);
      T in = x;
      x = ops.scope(() -> block.apply(in));
      outputs.add(x);
    }
    return outputs;
  }

  /** The stored embedding without its first (class) position, stretched to the grid. */
  private static <T> T positions(Layers<T> trunk, Vit config, int grid) {
    Ops<T> ops = trunk.ops();
    int side = config.positionGrid();
    T patches = ops.slice(trunk.param("pos_embed"), 1, 1, (long) side * side + 1);
    T map = ops.permute(ops.reshape(patches, 1, side, side, config.width()), 0, 3, 1, 2);
    return PositionGrid.bicubic(trunk, map, side, grid);
  }
}
