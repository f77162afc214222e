// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.trunk;

import io.github.medsam2.net.layer.KeyTable;
import io.github.medsam2.net.layer.Layers;
import java.util.List;

/** A trunk with one map, on which a second network stands with a neck of its own. */
public interface TwoNecked extends Trunk {

  /**
   * What the second neck makes of the map.
   *
   * @param root all layers of the checkpoint
   * @param map the one of {@link #maps}, (N, g, g, C)
   * @return maps (N, c, 4g, 4g), (N, c, 2g, 2g) and (N, c, g, g)
   */
  <T> List<T> levels(Layers<T> root, T map);

  /**
   * Adds the keys of the second neck.
   *
   * @param width channels c it gives
   */
  void levelKeys(KeyTable table, int width);
}
