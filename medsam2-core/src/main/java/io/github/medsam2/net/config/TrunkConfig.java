// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.config;

import io.github.medsam2.error.InvalidInputException;
import java.util.List;
import java.util.Set;

/** The sizes of an image trunk. Immutable. */
public sealed interface TrunkConfig {

  /** The number of transformer blocks. */
  int blocks();

  private static void requireHeads(int width, int heads) {
    require(
        heads >= 1 && width % heads == 0,
        "a number of heads that divides the width " + width,
        heads);
  }

  private static void requireBlocks(Set<Integer> global, int blocks) {
    require(
        global.stream().allMatch(b -> b >= 0 && b < blocks),
        "global attention in blocks 0 to " + (blocks - 1),
        global);
  }

  private static void require(boolean holds, String expected, Object found) {
    if (!holds) {
      throw new InvalidInputException(
          "sizes of the image trunk",
          expected,
          found.toString(),
          "give the sizes the model was trained with");
    }
  }

  /**
   * A hierarchical trunk: four stages, each halving the grid and doubling the width of the one
   * before it.
   *
   * @param width channels of the first stage; stage s has {@code width << s}
   * @param stages blocks of each stage
   * @param heads heads of the first stage; stage s has {@code heads << s}
   * @param windows side of the attention window of each stage, in tokens of its grid
   * @param globalBlocks blocks that attend over the whole grid
   * @param backgroundGrid side of the coarse position embedding
   */
  record Hiera(
      int width,
      List<Integer> stages,
      int heads,
      List<Integer> windows,
      Set<Integer> globalBlocks,
      int backgroundGrid)
      implements TrunkConfig {

    /** Copies the lists and checks that they fit one another. */
    public Hiera {
      require(
          stages.size() == 4 && stages.stream().allMatch(n -> n >= 1),
          "four stages of at least 1 block",
          stages);
      require(
          windows.size() == 4
              && windows.stream().allMatch(n -> n >= 1)
              && windows.stream().limit(3).allMatch(n -> n % 2 == 0),
          "four windows of at least 1, the first three even because they are pooled",
          windows);
      requireHeads(width, heads);
      requireBlocks(globalBlocks, stages.stream().mapToInt(Integer::intValue).sum());
      stages = List.copyOf(stages);
      windows = List.copyOf(windows);
      globalBlocks = Set.copyOf(globalBlocks);
    }

    @Override
    public int blocks() {
      return stages.stream().mapToInt(Integer::intValue).sum();
    }

    /** The stage a block belongs to. */
    public int stageOf(int block) {
      int stage = 0;
      int end = stages.get(0);
      while (block >= end) {
        stage++;
        end += stages.get(stage);
      }
      return stage;
    }

    /** Whether a block is the first of a later stage: it doubles the width and pools the grid. */
    public boolean opensStage(int block) {
      return block > 0 && stageOf(block) != stageOf(block - 1);
    }

    /** Whether a block is the last of its stage: its output is a level of the pyramid. */
    public boolean closesStage(int block) {
      return block + 1 == blocks() || opensStage(block + 1);
    }

    /** Channels of a stage. */
    public int width(int stage) {
      return width << stage;
    }

    /**
     * The window of a block, or 0 for the whole grid. A block that opens a stage still sees the
     * grid of the stage before it and keeps that stage's window.
     */
    public int window(int block) {
      if (globalBlocks.contains(block)) {
        return 0;
      }
      return windows.get(opensStage(block) ? stageOf(block) - 1 : stageOf(block));
    }
  }

  /**
   * A plain vision transformer, as EfficientTAM's.
   *
   * @param width channels
   * @param blocks transformer blocks
   * @param heads attention heads
   * @param patch side of a patch in pixels
   * @param window side of the attention window in tokens
   * @param globalBlocks blocks that attend over the whole grid
   * @param positionGrid side of the stored position embedding
   */
  record Vit(
      int width,
      int blocks,
      int heads,
      int patch,
      int window,
      Set<Integer> globalBlocks,
      int positionGrid)
      implements TrunkConfig {

    /** Copies the set and checks that it fits the rest. */
    public Vit {
      require(window >= 1, "a window of at least 1", window);
      requireHeads(width, heads);
      requireBlocks(globalBlocks, blocks);
      globalBlocks = Set.copyOf(globalBlocks);
    }

    /** The window of a block, or 0 for the whole grid. */
    public int window(int block) {
      return globalBlocks.contains(block) ? 0 : window;
    }
  }
}
