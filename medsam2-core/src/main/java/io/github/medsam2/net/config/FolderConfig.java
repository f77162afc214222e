// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.config;

import io.github.medsam2.json.JsonFields;
import io.github.medsam2.json.JsonText;
import io.github.medsam2.net.trunk.AttentionPattern;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What transformers write beside the weights of SAM 3: how the trunk attends, and the side of its
 * images. Everything else in that file is passed over, as other programs write there too.
 *
 * @param pattern of the trunk
 * @param imageSide in pixels; 0 where it is not said
 */
record FolderConfig(AttentionPattern pattern, int imageSide) {
  private static final String NAME = "config.json";
  private static final String WHAT = "config.json beside the weights";
  private static final int LONGEST = 1 << 20;
  private static final int MOST_BLOCKS = 1024;
  private static final List<String> WAY =
      List.of("detector_config", "vision_config", "backbone_config");

  /**
   * Reads it.
   *
   * @param weights the file it lies beside
   * @return nothing where there is none, or it tells of another network
   */
  static @Nullable FolderConfig beside(@Nullable Path weights) {
    Path file = weights == null ? null : weights.resolveSibling(NAME);
    return file == null || !Files.isRegularFile(file)
        ? null
        : JsonText.read(WHAT, JsonText.readFile(file, WHAT, LONGEST), FolderConfig::ofWhole);
  }

  /** The trunk's own part of the whole model's, or of the detector's. */
  private static @Nullable FolderConfig ofWhole(JsonFields whole) {
    JsonFields at = whole;
    for (String step : WAY) {
      if (at.has(step)) {
        at = at.fields(step);
      } else if (!step.equals(WAY.get(0))) {
        return null;
      }
    }
    return of(at);
  }

  private static FolderConfig of(JsonFields trunk) {
    AttentionPattern p = AttentionPattern.UNSAID;
    if (trunk.has("num_attention_heads")) {
      p = p.withHeads(trunk.whole("num_attention_heads"));
    }
    if (trunk.has("window_size")) {
      p = p.withWindows(List.of(trunk.whole("window_size")));
    }
    if (trunk.isArray("global_attn_indexes")) {
      Set<Integer> global = new TreeSet<>();
      for (double block : trunk.numbers("global_attn_indexes", 0, MOST_BLOCKS)) {
        global.add((int) block);
      }
      p = p.withGlobalBlocks(global);
    }
    return new FolderConfig(p, trunk.has("image_size") ? trunk.whole("image_size") : 0);
  }
}
