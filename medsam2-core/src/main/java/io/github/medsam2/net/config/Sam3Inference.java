// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.config;

import io.github.medsam2.net.layer.KeyReader;
import io.github.medsam2.net.tracker.DecoderConfig;
import io.github.medsam2.net.tracker.DecoderExtension;
import io.github.medsam2.net.tracker.MemoryConfig;
import io.github.medsam2.net.tracker.TrackerFamily;
import io.github.medsam2.net.trunk.pe.Pe;
import io.github.medsam2.net.trunk.pe.PeFamily;
import java.util.EnumSet;
import java.util.Set;

/**
 * Reads off the keys which of SAM 3's two networks stand on a trunk. Files of one of them alone are
 * common: fine-tuned detectors, and the published SAM 3.1, whose tracker is another network but
 * whose heads for single objects are those of SAM 3.
 */
final class Sam3Inference {
  private static final String DECODER = "sam_mask_decoder.iou_token.weight";
  private static final String MEMORY = "maskmem_tpos_enc";
  private static final String QUERIES = "detector.transformer.decoder.query_embed.weight";
  private static final String MULTIPLEX = "tracker.model";

  private Sam3Inference() {}

  static ModelConfig infer(KeyReader keys, Pe read) {
    FolderConfig told =
        keys.weights().tables().isEmpty()
            ? FolderConfig.beside(keys.weights().file().orElse(null))
            : null;
    Pe trunk = told == null ? read : read.with(told.pattern());
    Set<Task> tasks = tasks(keys, trunk);
    if (tasks.isEmpty()) {
      throw keys.refusal(
          "the detector or the tracker of SAM 3 on its trunk, with the neck of each",
          "neither " + QUERIES + " nor " + DECODER);
    }
    boolean multiplex = keys.hasModule(MULTIPLEX);
    boolean clicks = tasks.contains(Task.CLICKS);
    MemoryConfig memory =
        tasks.contains(Task.TRACKING) ? TrackerFamily.memory(keys) : MemoryConfig.NONE;
    DecoderConfig decoder = clicks ? TrackerFamily.decoder(keys) : DecoderConfig.NONE;
    return new ModelConfig(
        trunk.modelName(multiplex ? "sam3.1" : "sam3"),
        told == null || told.imageSide() == 0 ? trunk.usualSide() : told.imageSide(),
        trunk,
        clicks ? TrackerFamily.width(keys) : PeFamily.levelWidth(keys),
        memory,
        multiplex ? decoder.withUnboundedIou() : decoder,
        DecoderExtension.NONE,
        tasks);
  }

  private static Set<Task> tasks(KeyReader keys, Pe trunk) {
    Set<Task> tasks = EnumSet.noneOf(Task.class);
    if (trunk.promptNeck() && keys.has(DECODER)) {
      tasks.add(Task.CLICKS);
      if (keys.has(MEMORY)) {
        tasks.add(Task.TRACKING);
      }
    }
    if (keys.has(QUERIES)) {
      tasks.add(Task.CONCEPTS);
    }
    return tasks;
  }
}
