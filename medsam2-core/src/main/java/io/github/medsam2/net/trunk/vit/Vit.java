// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.trunk.vit;

import io.github.medsam2.image.Normalization;
import io.github.medsam2.net.layer.KeyTable;
import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.net.trunk.AttentionPattern;
import io.github.medsam2.net.trunk.Block;
import io.github.medsam2.net.trunk.Features;
import io.github.medsam2.net.trunk.Trunk;
import io.github.medsam2.net.trunk.TrunkSizes;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * EfficientTAM's trunk: a plain vision transformer, all blocks on one grid.
 *
 * @param width channels
 * @param depth transformer blocks
 * @param heads attention heads
 * @param patch side of a patch in pixels, which is the stride
 * @param window side of the attention window in tokens
 * @param globalBlocks blocks that attend over the whole grid
 * @param positionGrid side of the stored position embedding
 */
public record Vit(
    int width,
    int depth,
    int heads,
    int patch,
    int window,
    Set<Integer> globalBlocks,
    int positionGrid)
    implements Trunk {
  static final String TRUNK = "image_encoder.trunk";
  private static final String NECK = "image_encoder.neck.convs.0";

  /** The size EfficientMedSAM2 is trained at. */
  private static final int SIDE = 512;

  /** Copies the set and checks that it fits the rest. */
  public Vit {
    TrunkSizes.require(window >= 1, "a window of at least 1", window);
    TrunkSizes.require(patch >= 1, "a patch of at least 1 pixel", patch);
    TrunkSizes.requireHeads(width, heads);
    TrunkSizes.requireBlocks(globalBlocks, depth);
    globalBlocks = Set.copyOf(globalBlocks);
  }

  @Override
  public String name() {
    return switch (width) {
      case 192 -> "efficienttam-ti";
      case 384 -> "efficienttam-s";
      default -> "efficienttam-reduced";
    };
  }

  @Override
  public String modelName(String generation) {
    return name();
  }

  @Override
  public int stride() {
    return patch;
  }

  /** The memory encoder halves a mask four times, so the grid may be of any size. */
  @Override
  public int sideStep() {
    return patch;
  }

  @Override
  public int usualSide() {
    return SIDE;
  }

  @Override
  public Normalization normalization() {
    return Normalization.IMAGENET;
  }

  @Override
  public Vit with(AttentionPattern p) {
    List<Integer> windows = Objects.requireNonNullElse(p.windows(), List.of(window));
    TrunkSizes.require(windows.size() == 1, "one window for all blocks", windows);
    return new Vit(
        width,
        depth,
        Objects.requireNonNullElse(p.heads(), heads),
        patch,
        windows.get(0),
        Objects.requireNonNullElse(p.globalBlocks(), globalBlocks),
        positionGrid);
  }

  @Override
  public void keys(KeyTable table, int features) {
    table.tensor(TRUNK + ".pos_embed", 1, (long) positionGrid * positionGrid + 1, width);
    table.conv(TRUNK + ".patch_embed.proj", width, 3, patch);
    for (int i = 0; i < depth; i++) {
      Block.keys(table, TRUNK + ".blocks." + i, width, width);
    }
    table.tensor(NECK + ".conv_1x1.weight", features, width, 1, 1);
    table.norm(NECK + ".norm_0", features);
    table.tensor(NECK + ".conv_3x3.weight", features, features, 3, 3);
    table.norm(NECK + ".norm_1", features);
  }

  @Override
  public <T> List<T> blocks(Layers<T> root, T image) {
    return VitForward.blocks(root.at(TRUNK), this, image);
  }

  @Override
  public <T> List<T> maps(Layers<T> root, T image) {
    return List.of(blocks(root, image).get(depth - 1));
  }

  @Override
  public <T> Features<T> neck(Layers<T> root, List<T> last) {
    return PlainNeck.features(root.at(NECK), last.get(0));
  }

  /** The window of a block, or 0 for the whole grid. */
  int window(int block) {
    return globalBlocks.contains(block) ? 0 : window;
  }
}
