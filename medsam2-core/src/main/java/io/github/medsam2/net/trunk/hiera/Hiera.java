// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.trunk.hiera;

import io.github.medsam2.image.Normalization;
import io.github.medsam2.net.layer.KeyTable;
import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.net.trunk.AttentionPattern;
import io.github.medsam2.net.trunk.Features;
import io.github.medsam2.net.trunk.Trunk;
import io.github.medsam2.net.trunk.TrunkSizes;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The hierarchical trunk of SAM 2: four stages, each halving the grid and doubling the width of the
 * one before it.
 *
 * @param width channels of the first stage; stage s has {@code width << s}
 * @param stages blocks of each stage
 * @param heads heads of the first stage; stage s has {@code heads << s}
 * @param windows side of the attention window of each stage, in tokens of its grid
 * @param globalBlocks blocks that attend over the whole grid
 * @param backgroundGrid side of the coarse position embedding
 */
public record Hiera(
    int width,
    List<Integer> stages,
    int heads,
    List<Integer> windows,
    Set<Integer> globalBlocks,
    int backgroundGrid)
    implements Trunk {
  private static final int STRIDE = 16;

  /** The last stage's grid is half of the features', and is upsampled by two in the neck. */
  private static final int STEP = 32;

  /** The size MedSAM2 is trained at. */
  private static final int SIDE = 512;

  /** Copies the lists and checks that they fit one another. */
  public Hiera {
    TrunkSizes.require(
        stages.size() == 4 && stages.stream().allMatch(n -> n >= 1),
        "four stages of at least 1 block",
        stages);
    TrunkSizes.require(
        windows.size() == 4
            && windows.stream().allMatch(n -> n >= 1)
            && windows.stream().limit(3).allMatch(n -> n % 2 == 0),
        "four windows of at least 1, the first three even because they are pooled",
        windows);
    TrunkSizes.requireHeads(width, heads);
    TrunkSizes.requireBlocks(globalBlocks, stages.stream().mapToInt(Integer::intValue).sum());
    stages = List.copyOf(stages);
    windows = List.copyOf(windows);
    globalBlocks = Set.copyOf(globalBlocks);
  }

  @Override
  public String name() {
    return PublishedHiera.name(this);
  }

  @Override
  public String modelName(String generation) {
    return generation + "-" + name();
  }

  @Override
  public int stride() {
    return STRIDE;
  }

  @Override
  public int sideStep() {
    return STEP;
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
  public Hiera with(AttentionPattern p) {
    return new Hiera(
        width,
        stages,
        Objects.requireNonNullElse(p.heads(), heads),
        Objects.requireNonNullElse(p.windows(), windows),
        Objects.requireNonNullElse(p.globalBlocks(), globalBlocks),
        backgroundGrid);
  }

  @Override
  public void keys(KeyTable table, int features) {
    HieraKeys.add(table, this, features);
  }

  @Override
  public <T> List<T> blocks(Layers<T> root, T image) {
    return HieraForward.blocks(root.at(HieraKeys.TRUNK), this, image);
  }

  @Override
  public <T> List<T> maps(Layers<T> root, T image) {
    List<T> blocks = blocks(root, image);
    return Stages.of(this).ends().stream().map(blocks::get).toList();
  }

  @Override
  public <T> Features<T> neck(Layers<T> root, List<T> ends) {
    return Pyramid.features(root, ends.get(0), ends.get(1), ends.get(2), ends.get(3));
  }
}
