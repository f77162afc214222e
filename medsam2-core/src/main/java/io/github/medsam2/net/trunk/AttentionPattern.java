// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.trunk;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What leaves no trace in a checkpoint: how a trunk attends. Null leaves what is known of the
 * trunk.
 *
 * @param heads attention heads of the first blocks
 * @param windows sides of the attention windows in tokens, one for each stage
 * @param globalBlocks indices of the blocks that attend over the whole grid
 */
public record AttentionPattern(
    @Nullable Integer heads, @Nullable List<Integer> windows, @Nullable Set<Integer> globalBlocks) {
  /** Nothing is known better. */
  public static final AttentionPattern UNSAID = new AttentionPattern(null, null, null);

  /** Copies the collections. */
  public AttentionPattern {
    windows = windows == null ? null : List.copyOf(windows);
    globalBlocks = globalBlocks == null ? null : Set.copyOf(globalBlocks);
  }

  /** With other heads. */
  public AttentionPattern withHeads(int count) {
    return new AttentionPattern(count, windows, globalBlocks);
  }

  /** With other windows. */
  public AttentionPattern withWindows(List<Integer> sides) {
    return new AttentionPattern(heads, sides, globalBlocks);
  }

  /** With other global blocks. */
  public AttentionPattern withGlobalBlocks(Set<Integer> blocks) {
    return new AttentionPattern(heads, windows, blocks);
  }
}
