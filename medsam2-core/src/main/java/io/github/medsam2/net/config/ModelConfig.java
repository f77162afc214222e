// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.config;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.prompt.Artery;

/**
 * The sizes of a network: everything besides its weights that decides what it computes. Immutable.
 *
 * @param name for messages, such as {@code sam2.1-tiny}
 * @param imageSize side of the square input in pixels, a multiple of 32
 * @param trunk sizes of the image trunk
 * @param width channels of features, tokens and object pointers
 * @param memory sizes of memory encoder and memory attention
 * @param decoder sizes of the mask decoder
 * @param coronary which parts for coronary angiograms are there besides
 */
public record ModelConfig(
    String name,
    int imageSize,
    TrunkConfig trunk,
    int width,
    MemoryConfig memory,
    DecoderConfig decoder,
    CoronaryConfig coronary) {

  /** Pixels per feature in each direction. */
  public static final int STRIDE = 16;

  /** Checks the image size. */
  public ModelConfig {
    if (imageSize < 32 || imageSize % 32 != 0 || imageSize > 4096) {
      throw new InvalidInputException(
          "image size of " + name,
          "a multiple of 32 from 32 to 4096",
          Integer.toString(imageSize),
          "give the size the model was trained at");
    }
  }

  /** A network of the published kind, without parts for coronary angiograms. */
  public ModelConfig(
      String name,
      int imageSize,
      TrunkConfig trunk,
      int width,
      MemoryConfig memory,
      DecoderConfig decoder) {
    this(name, imageSize, trunk, width, memory, decoder, CoronaryConfig.NONE);
  }

  /**
   * Sizes of memory encoder and memory attention.
   *
   * @param width channels of a memory
   * @param layers layers of memory attention
   * @param feedForward hidden width of their feed-forward part
   * @param frames memory maps seen at once, the conditioning ones counted as one
   * @param fuserLayers blocks that mix mask and features
   * @param pointerTimes whether pointers carry a learned encoding of their distance in frames
   * @param absentEmbedding whether memories of frames without the object are marked
   */
  public record MemoryConfig(
      int width,
      int layers,
      int feedForward,
      int frames,
      int fuserLayers,
      boolean pointerTimes,
      boolean absentEmbedding) {}

  /**
   * Sizes of the mask decoder.
   *
   * @param feedForward hidden width of the two-way transformer
   * @param attentionWidth inner width of attention between tokens and image
   * @param iouHidden hidden width of the IoU head
   * @param highResolution whether features at a quarter and an eighth of the image join in
   */
  public record DecoderConfig(
      int feedForward, int attentionWidth, int iouHidden, boolean highResolution) {}

  /**
   * The parts for coronary angiograms, which no published checkpoint has.
   *
   * @param textEncoder whether segments, arteries and views can be prompted in words
   * @param readingHeads whether masks come with a reading of segment and stenosis
   */
  public record CoronaryConfig(boolean textEncoder, boolean readingHeads) {
    /** Neither part. */
    public static final CoronaryConfig NONE = new CoronaryConfig(false, false);

    /** Both parts. */
    public static final CoronaryConfig ALL = new CoronaryConfig(true, true);

    /** Classes of segments: the CASS numbers 1 to 29. */
    public static final int SEGMENTS = 29;

    /** Arteries that words may name. */
    public static final int ARTERIES = Artery.values().length;

    /** Numbers that describe a view. */
    public static final int VIEW_FEATURES = 7;
  }

  /** Side of the feature grid: the image size over {@link #STRIDE}. */
  public int grid() {
    return imageSize / STRIDE;
  }

  /** Side of the low-resolution masks: a quarter of the image size. */
  public int maskSize() {
    return imageSize / 4;
  }

  /** This configuration at another image size; no weight depends on it. */
  public ModelConfig withImageSize(int size) {
    return new ModelConfig(name, size, trunk, width, memory, decoder, coronary);
  }

  /** This configuration with another trunk, to correct an inferred one. */
  public ModelConfig withTrunk(TrunkConfig other) {
    return new ModelConfig(name, imageSize, other, width, memory, decoder, coronary);
  }

  /** This configuration with other parts for coronary angiograms. */
  public ModelConfig withCoronary(CoronaryConfig other) {
    return new ModelConfig(name, imageSize, trunk, width, memory, decoder, other);
  }
}
