// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.trunk.hiera;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Which stage each block of a trunk belongs to, and what follows from it.
 *
 * @param trunk the sizes
 */
record Stages(Hiera trunk) {

  static Stages of(Hiera trunk) {
    return new Stages(trunk);
  }

  int blocks() {
    return trunk.stages().stream().mapToInt(Integer::intValue).sum();
  }

  /** The stage a block belongs to. */
  int stageOf(int block) {
    int stage = 0;
    int end = trunk.stages().get(0);
    while (block >= end) {
      stage++;
      end += trunk.stages().get(stage);
    }
    return stage;
  }

  /** Whether a block is the first of a later stage: it doubles the width and pools the grid. */
  boolean opens(int block) {
    return block > 0 && stageOf(block) != stageOf(block - 1);
  }

  /** The last block of each stage: their outputs are the levels of the pyramid. */
  List<Integer> ends() {
    return IntStream.range(0, blocks())
        .filter(b -> b + 1 == blocks() || opens(b + 1))
        .boxed()
        .toList();
  }

  /** Channels of a stage. */
  int width(int stage) {
    return trunk.width() << stage;
  }

  /** Attention heads of a stage. */
  int heads(int stage) {
    return trunk.heads() << stage;
  }

  /**
   * The window of a block, or 0 for the whole grid. A block that opens a stage still sees the grid
   * of the stage before it and keeps that stage's window.
   */
  int window(int block) {
    if (trunk.globalBlocks().contains(block)) {
      return 0;
    }
    return trunk.windows().get(opens(block) ? stageOf(block) - 1 : stageOf(block));
  }
}
