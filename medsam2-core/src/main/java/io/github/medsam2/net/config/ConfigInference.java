// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.config;

import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.net.coronary.CoronaryConfig;
import io.github.medsam2.net.layer.KeyReader;
import io.github.medsam2.net.tracker.MemoryConfig;
import io.github.medsam2.net.tracker.TrackerFamily;
import io.github.medsam2.net.trunk.Trunk;
import io.github.medsam2.net.trunk.TrunkFamily;
import io.github.medsam2.net.trunk.hiera.HieraFamily;
import io.github.medsam2.net.trunk.pe.Pe;
import io.github.medsam2.net.trunk.pe.PeFamily;
import io.github.medsam2.net.trunk.vit.VitFamily;
import java.util.List;

/**
 * Reads the configuration off a checkpoint's keys and shapes. Each kind of trunk knows what its own
 * keys tell and what they do not; of the image size there is no trace, so it is the trunk's usual
 * one. What is inferred wrongly can be corrected: see {@link ModelConfig#withImageSize} and {@link
 * Trunk#with}.
 */
public final class ConfigInference {
  /** The kinds of trunk, more particular ones first. A new kind is one line here. */
  private static final List<TrunkFamily> TRUNKS =
      List.of(new HieraFamily(), new VitFamily(), new PeFamily());

  /** What every trunk has. */
  private static final String TRUNK = "image_encoder.trunk.pos_embed";

  private ConfigInference() {}

  /**
   * The configuration these weights belong to.
   *
   * @throws io.github.medsam2.error.CheckpointException when they are of no known network
   */
  public static ModelConfig infer(Weights weights) {
    KeyReader keys = new KeyReader(weights);
    Trunk trunk =
        TRUNKS.stream()
            .filter(t -> t.isIn(keys))
            .findFirst()
            .orElseThrow(() -> keys.refusal("the key " + TRUNK, keys.none()))
            .read(keys);
    if (trunk instanceof Pe pe) {
      return Sam3Inference.infer(keys, pe);
    }
    MemoryConfig memory = TrackerFamily.memory(keys);
    return new ModelConfig(
        trunk.modelName(memory.pointerTimes() ? "sam2.1" : "sam2.0"),
        trunk.usualSide(),
        trunk,
        TrackerFamily.width(keys),
        memory,
        TrackerFamily.decoder(keys),
        CoronaryConfig.in(keys));
  }
}
