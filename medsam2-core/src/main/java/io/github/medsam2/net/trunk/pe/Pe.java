// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.trunk.pe;

import io.github.medsam2.image.Normalization;
import io.github.medsam2.image.Preprocessor;
import io.github.medsam2.net.layer.KeyTable;
import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.net.trunk.AttentionPattern;
import io.github.medsam2.net.trunk.Features;
import io.github.medsam2.net.trunk.TrunkEffort;
import io.github.medsam2.net.trunk.TrunkSizes;
import io.github.medsam2.net.trunk.TwoNecked;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * SAM 3's trunk, a Perception Encoder: a plain vision transformer with rotary positions in every
 * block, most of which attend within windows. One map comes out, which two necks read: that of the
 * tracker, whose features the prompts of SAM 2 meet, and that of the detector.
 *
 * @param width channels
 * @param depth transformer blocks
 * @param heads attention heads
 * @param hidden width of the blocks' feed-forward part
 * @param patch side of a patch in pixels, which is the stride
 * @param window side of the attention window in tokens, and of the grid the positions of the global
 *     blocks are scaled to
 * @param globalBlocks blocks that attend over the whole grid
 * @param positions the stored position embedding
 * @param usualGrid side of the feature grid it is trained at
 * @param promptNeck whether there is the tracker's neck
 */
public record Pe(
    int width,
    int depth,
    int heads,
    int hidden,
    int patch,
    int window,
    Set<Integer> globalBlocks,
    PositionTable positions,
    int usualGrid,
    boolean promptNeck)
    implements TwoNecked {
  static final String BACKBONE = "detector.backbone.vision_backbone";
  static final String TRUNK = BACKBONE + ".trunk";
  private static final int PUBLISHED_WIDTH = 1024;

  /** Copies the set and checks that it fits the rest. */
  public Pe {
    TrunkSizes.require(window >= 1, "a window of at least 1", window);
    TrunkSizes.require(patch >= 1, "a patch of at least 1 pixel", patch);
    TrunkSizes.require(depth >= 1, "at least 1 block", depth);
    TrunkSizes.requireHeads(width, heads);
    TrunkSizes.require(
        width / heads % 4 == 0, "heads whose width is a multiple of 4", width / heads);
    TrunkSizes.requireBlocks(globalBlocks, depth);
    globalBlocks = Set.copyOf(globalBlocks);
  }

  /**
   * The stored position embedding, which is laid side by side to cover the grid.
   *
   * @param side of it
   * @param classRow whether a row that nobody reads goes first
   */
  public record PositionTable(int side, boolean classRow) {
    int first() {
      return classRow ? 1 : 0;
    }
  }

  @Override
  public String name() {
    return width == PUBLISHED_WIDTH ? "pe-l" : "pe-reduced";
  }

  @Override
  public String modelName(String generation) {
    return width == PUBLISHED_WIDTH ? generation : generation + "-reduced";
  }

  @Override
  public int stride() {
    return patch;
  }

  @Override
  public int sideStep() {
    return patch;
  }

  @Override
  public int usualSide() {
    return patch * usualGrid;
  }

  @Override
  public Normalization normalization() {
    return Normalization.SIGNED;
  }

  @Override
  public Preprocessor forImages(int side) {
    return Preprocessor.rounded(side, normalization());
  }

  @Override
  public Preprocessor forFrames(int side) {
    return Preprocessor.rounded(side, normalization());
  }

  @Override
  public Pe with(AttentionPattern p) {
    List<Integer> windows = Objects.requireNonNullElse(p.windows(), List.of(window));
    TrunkSizes.require(windows.size() == 1, "one window for all blocks", windows);
    return new Pe(
        width,
        depth,
        Objects.requireNonNullElse(p.heads(), heads),
        hidden,
        patch,
        windows.get(0),
        Objects.requireNonNullElse(p.globalBlocks(), globalBlocks),
        positions,
        usualGrid,
        promptNeck);
  }

  @Override
  public void keys(KeyTable table, int features) {
    PeKeys.trunk(table, this);
    if (promptNeck) {
      PeKeys.neck(table, Neck.PROMPTS, width, features);
    }
  }

  /** The detector's parts, and what SAM 3.1 has for many objects at once. */
  @Override
  public boolean isBeside(String key) {
    return key.startsWith("detector.") || key.startsWith("tracker.model.");
  }

  @Override
  public Optional<TrunkEffort> effort(int side) {
    return Optional.of(PeEffort.of(this, side));
  }

  @Override
  public int parts() {
    return 1 + depth;
  }

  @Override
  public int mapWidth() {
    return width;
  }

  /** The first part makes patches, every other is a block. */
  @Override
  public <T> List<T> part(int index, Layers<T> root, List<T> before) {
    PeForward<T> forward = new PeForward<>(root.at(TRUNK), this);
    T x = before.get(0);
    return List.of(index == 0 ? forward.patches(x) : forward.block(index - 1, x));
  }

  @Override
  public <T> List<T> blocks(Layers<T> root, T image) {
    return new PeForward<>(root.at(TRUNK), this).blocks(image);
  }

  @Override
  public <T> List<T> maps(Layers<T> root, T image) {
    return List.of(blocks(root, image).get(depth - 1));
  }

  @Override
  public <T> Features<T> neck(Layers<T> root, List<T> maps) {
    return new PeNeck<>(root, Neck.PROMPTS).features(maps.get(0));
  }

  @Override
  public <T> List<T> levels(Layers<T> root, T map) {
    return new PeNeck<>(root, Neck.CONCEPTS).levels(map);
  }

  @Override
  public void levelKeys(KeyTable table, int features) {
    PeKeys.neck(table, Neck.CONCEPTS, width, features);
  }

  /** Side of the windows of a block on a grid: the whole grid in a global one. */
  int side(int block, int grid) {
    return globalBlocks.contains(block) ? grid : window;
  }

  /** What a block's positions are multiplied by. */
  double scale(int block, int grid) {
    return globalBlocks.contains(block) ? (double) window / grid : 1;
  }
}
