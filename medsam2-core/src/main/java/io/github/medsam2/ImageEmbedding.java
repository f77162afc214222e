// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Mask;
import io.github.medsam2.runtime.EncodedImage;
import io.github.medsam2.runtime.Stations;
import io.github.medsam2.tensor.HostTensor;

/**
 * The features of one image, to prompt on. It remembers the model that made it and the adapters it
 * was made with, and is refused under others. Immutable; threads may share it. It holds memory of
 * the engine (4 MiB at 512 pixels) until it is closed; closing is idempotent.
 */
public final class ImageEmbedding implements AutoCloseable {
  private final Stations model;
  private final EncodedImage features;
  private final int width;
  private final int height;
  private volatile boolean closed;

  ImageEmbedding(Stations model, EncodedImage features, int width, int height) {
    this.model = model;
    this.features = features;
    this.width = width;
    this.height = height;
  }

  /** The features, for the model that made them and as long as they are open. */
  EncodedImage features(Stations user) {
    if (!user.encodesAs(model)) {
      boolean sameBase = user.engine() == model.engine();
      throw new InvalidInputException(
          "image embedding",
          "one of this model" + (sameBase ? ", with " + user.adapters() : ""),
          "one of another" + (sameBase ? ", with " + model.adapters() : ""),
          "embed the image with the model that is prompted");
    }
    if (closed) {
      throw new InvalidInputException(
          "image embedding", "open", "closed", "close it after its last prompt");
    }
    return features;
  }

  /** Columns of the image; prompts and masks are on this grid. */
  public int width() {
    return width;
  }

  /** Rows of the image. */
  public int height() {
    return height;
  }

  /**
   * The mean of the coarse features under a mask, as a vector of length 1: images and objects that
   * look alike to the network have a high product. A thin object counts in the cells it crosses by
   * the share it covers; an empty mask stands for the whole image.
   *
   * @param mask on the image's grid
   * @return as many numbers as the network is wide
   */
  public float[] pooled(Mask mask) {
    if (mask.width() != width || mask.height() != height) {
      throw new InvalidInputException(
          "mask to pool features under",
          "the image's " + width + "x" + height,
          mask.width() + "x" + mask.height(),
          "resize it");
    }
    HostTensor tokens = features(model).tokens().toHost();
    return PooledFeatures.under(mask, tokens, model.config().grid());
  }

  @Override
  public void close() {
    closed = true;
    features.close();
  }
}
