// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.config;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.net.layer.KeyTable;
import io.github.medsam2.net.tracker.DecoderConfig;
import io.github.medsam2.net.tracker.DecoderExtension;
import io.github.medsam2.net.tracker.MemoryConfig;
import io.github.medsam2.net.tracker.TrackerConfig;
import io.github.medsam2.net.tracker.TrackerKeys;
import io.github.medsam2.net.trunk.ImageGrid;
import io.github.medsam2.net.trunk.Trunk;
import io.github.medsam2.prompt.UnsupportedPromptException;
import io.github.medsam2.tensor.Shape;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The sizes of a network: everything besides its weights that decides what it computes. Immutable.
 *
 * @param name for messages, such as {@code sam2.1-tiny}
 * @param imageSize side of the square input in pixels, a multiple of what the trunk asks for
 * @param trunk the image trunk, from which stride, grids and normalisation follow
 * @param width channels of features, tokens and object pointers
 * @param memory sizes of memory encoder and memory attention
 * @param decoder sizes of the mask decoder
 * @param extension what the decoder has besides
 * @param tasks what the weights are there for
 */
public record ModelConfig(
    String name,
    int imageSize,
    Trunk trunk,
    int width,
    MemoryConfig memory,
    DecoderConfig decoder,
    DecoderExtension extension,
    Set<Task> tasks) {
  /** What published weights of SAM 2 can. */
  public static final Set<Task> CLICKS_AND_TRACKING = Set.of(Task.CLICKS, Task.TRACKING);

  private static final int LARGEST = 4096;

  /** Checks the image size. */
  public ModelConfig {
    int step = trunk.sideStep();
    if (imageSize < step || imageSize % step != 0 || imageSize > LARGEST) {
      throw new InvalidInputException(
          "image size of " + name,
          "a multiple of " + step + " from " + step + " to " + LARGEST,
          Integer.toString(imageSize),
          "give the size the model was trained at");
    }
    tasks = Set.copyOf(tasks);
  }

  /** A network of the published kind, with an extension. */
  public ModelConfig(
      String name,
      int imageSize,
      Trunk trunk,
      int width,
      MemoryConfig memory,
      DecoderConfig decoder,
      DecoderExtension extension) {
    this(name, imageSize, trunk, width, memory, decoder, extension, CLICKS_AND_TRACKING);
  }

  /** A network of the published kind, without anything beside. */
  public ModelConfig(
      String name,
      int imageSize,
      Trunk trunk,
      int width,
      MemoryConfig memory,
      DecoderConfig decoder) {
    this(name, imageSize, trunk, width, memory, decoder, DecoderExtension.NONE);
  }

  /** Whether there are weights for a task. */
  public boolean can(Task task) {
    return tasks.contains(task);
  }

  /**
   * Refuses a task that there are no weights for.
   *
   * @throws UnsupportedPromptException saying what there are weights for
   */
  public void require(Task task) {
    if (!can(task)) {
      throw new UnsupportedPromptException(
          "model " + name,
          "weights for " + task.what(),
          "weights for "
              + tasks.stream().sorted().map(Task::what).collect(Collectors.joining("; ")),
          "load the whole checkpoint of its authors, which has both networks");
    }
  }

  /** The sizes of what follows the trunk. */
  public TrackerConfig tracker() {
    return new TrackerConfig(grids(), width, memory, decoder);
  }

  /** The grids of features and masks. */
  public ImageGrid grids() {
    return trunk.grid(imageSize);
  }

  /** Side of the feature grid. */
  public int grid() {
    return grids().side();
  }

  /** Side of the low-resolution masks. */
  public int maskSize() {
    return grids().mask();
  }

  /** Side of the masks that memories, and pointers of given masks, are made of. */
  public int memoryMaskSize() {
    return grids().memoryMask();
  }

  /** Every key of a checkpoint of these sizes with its shape, station by station. */
  public Map<String, Shape> keys() {
    KeyTable table = new KeyTable();
    if (can(Task.CLICKS)) {
      TrackerKeys.add(table, width, memory, decoder);
    }
    trunk.keys(table, width);
    extension.keys(table, width);
    return table.shapes();
  }

  /** This configuration at another image size; no weight depends on it. */
  public ModelConfig withImageSize(int size) {
    return new ModelConfig(name, size, trunk, width, memory, decoder, extension, tasks);
  }

  /** This configuration with another trunk, to correct an inferred one. */
  public ModelConfig withTrunk(Trunk other) {
    return new ModelConfig(name, imageSize, other, width, memory, decoder, extension, tasks);
  }

  /** This configuration with another extension of the decoder. */
  public ModelConfig withExtension(DecoderExtension other) {
    return new ModelConfig(name, imageSize, trunk, width, memory, decoder, other, tasks);
  }
}
