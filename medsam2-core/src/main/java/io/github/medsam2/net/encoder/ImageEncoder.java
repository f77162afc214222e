// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.encoder;

import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.net.config.TrunkConfig;
import io.github.medsam2.net.layer.Layers;
import java.util.ArrayList;
import java.util.List;

/** The first station: image to features. Trunk, then neck. */
public final class ImageEncoder {

  private ImageEncoder() {}

  /**
   * @param root all layers of the checkpoint
   * @param image (N, 3, S, S), normalised
   */
  public static <T> Features<T> encode(Layers<T> root, ModelConfig config, T image) {
    List<T> blocks = blocks(root, config, image);
    if (config.trunk() instanceof TrunkConfig.Hiera hiera) {
      List<T> stages = new ArrayList<>();
      for (int i = 0; i < blocks.size(); i++) {
        if (hiera.closesStage(i)) {
          stages.add(blocks.get(i));
        }
      }
      return Necks.pyramid(root, stages.get(0), stages.get(1), stages.get(2), stages.get(3));
    }
    return Necks.plain(root, blocks.get(blocks.size() - 1));
  }

  /** The output of every trunk block, (N, g, g, C): for looking inside. */
  public static <T> List<T> blocks(Layers<T> root, ModelConfig config, T image) {
    Layers<T> trunk = root.at("image_encoder.trunk");
    if (config.trunk() instanceof TrunkConfig.Hiera hiera) {
      return HieraTrunk.blocks(trunk, hiera, image);
    }
    return VitTrunk.blocks(trunk, (TrunkConfig.Vit) config.trunk(), image);
  }
}
