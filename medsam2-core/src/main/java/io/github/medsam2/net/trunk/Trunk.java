// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.trunk;

import io.github.medsam2.image.Normalization;
import io.github.medsam2.image.Preprocessor;
import io.github.medsam2.net.layer.KeyTable;
import io.github.medsam2.net.layer.Layers;
import java.util.List;
import java.util.Optional;

/**
 * An image trunk with its neck: its sizes, what it asks of an image, its keys and its forward pass.
 * The rest of the network knows no kind of trunk; a second network may stand on the same one.
 *
 * <p>Implementations are records: immutable, equal by their sizes, thread-safe.
 */
public interface Trunk {

  /** The name of a published trunk, such as {@code tiny}, or {@code reduced}. */
  String name();

  /**
   * The name of the network on this trunk.
   *
   * @param generation of the parts behind it, such as {@code sam2.1}
   */
  String modelName(String generation);

  /** Pixels per feature in each direction. */
  int stride();

  /** What the side of an image must be a multiple of. */
  int sideStep();

  /** The side of the images it is trained on, unless a checkpoint is known to differ. */
  int usualSide();

  /** What is taken out of an image before the trunk sees it. */
  Normalization normalization();

  /** The way of single images to the input of the network, of a side. */
  default Preprocessor forImages(int side) {
    return Preprocessor.forImages(side, normalization());
  }

  /** The way of frames and slices to it. */
  default Preprocessor forFrames(int side) {
    return Preprocessor.forFrames(side, normalization());
  }

  /** The grids for images of a side that is a multiple of {@link #sideStep}. */
  default ImageGrid grid(int imageSide) {
    return new ImageGrid(imageSide, imageSide / stride());
  }

  /** This trunk with what a checkpoint cannot tell of its attention. */
  Trunk with(AttentionPattern pattern);

  /**
   * Adds the keys of trunk and neck.
   *
   * @param width channels C the neck gives
   */
  void keys(KeyTable table, int width);

  /** Whether a key belongs to another network that stands on this trunk, or to nothing at all. */
  default boolean isBeside(String key) {
    return false;
  }

  /** What it takes to encode an image of a side; nothing of a trunk that is done in a moment. */
  default Optional<TrunkEffort> effort(int side) {
    return Optional.empty();
  }

  /**
   * In how many parts {@link #maps} may be computed, one after the other. A trunk of one part is
   * computed at once; what runs long or has many weights has several.
   */
  default int parts() {
    return 1;
  }

  /** Channels of the one map that goes from part to part; of no meaning for a trunk of one. */
  default int mapWidth() {
    return 0;
  }

  /**
   * One part of {@link #maps}.
   *
   * @param index of the part
   * @param root all layers of the checkpoint
   * @param before what the part before gave; the image for the first
   * @return one map (N, g, g, {@link #mapWidth}), or what {@link #maps} gives of the only part
   */
  default <T> List<T> part(int index, Layers<T> root, List<T> before) {
    return maps(root, before.get(0));
  }

  /**
   * The output of every block, channels last: for looking inside.
   *
   * @param root all layers of the checkpoint
   * @param image (N, 3, S, S), normalised
   */
  <T> List<T> blocks(Layers<T> root, T image);

  /**
   * What the neck reads of an image, channels last.
   *
   * @param root all layers of the checkpoint
   * @param image (N, 3, S, S), normalised
   */
  <T> List<T> maps(Layers<T> root, T image);

  /**
   * What the neck makes of it.
   *
   * @param root all layers of the checkpoint
   * @param maps of {@link #maps}
   */
  <T> Features<T> neck(Layers<T> root, List<T> maps);

  /**
   * The features of an image.
   *
   * @param root all layers of the checkpoint
   * @param image (N, 3, S, S), normalised
   */
  default <T> Features<T> encode(Layers<T> root, T image) {
    return neck(root, maps(root, image));
  }
}
