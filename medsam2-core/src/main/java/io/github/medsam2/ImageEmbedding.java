// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Mask;
import io.github.medsam2.net.config.Task;
import io.github.medsam2.receipt.InputIdentity;
import io.github.medsam2.runtime.EncodedImage;
import io.github.medsam2.runtime.Stations;
import io.github.medsam2.runtime.concept.ConceptImage;
import io.github.medsam2.runtime.concept.ConceptStations;
import io.github.medsam2.tensor.HostTensor;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The features of one image, to prompt on. It remembers the model that made it and the adapters it
 * was made with, and is refused under others. Immutable; threads may share it. It holds memory of
 * the engine (4 MiB at 512 pixels, 8.5 once it was prompted) until it is closed; closing is
 * idempotent. Of a model that finds concepts it holds 21 MB for them at 1008 pixels, and 117 MB
 * more once it was asked for one.
 */
public final class ImageEmbedding implements AutoCloseable {
  private final Encoder encoder;
  private final Stations model;
  private final EncodedImage features;
  private final InputIdentity input;
  private @Nullable ConceptImage seen;
  private volatile boolean closed;

  ImageEmbedding(Encoder encoder, EncodedImage features, InputIdentity input) {
    this.encoder = encoder;
    this.model = encoder.stations();
    this.features = features;
    this.input = input;
  }

  /**
   * Opens what {@link #save} wrote: the image need not be encoded again.
   *
   * @param file of any engine; on another one than it was made on the features are the same up to
   *     rounding
   * @param model with the weights and adapters that made it
   * @return features to prompt on; the caller closes them
   * @throws io.github.medsam2.error.FormatException when the file is damaged, cut, of another
   *     version, or no embedding
   * @throws InvalidInputException when it was made by another model
   */
  public static ImageEmbedding open(Path file, MedSam2 model) {
    return EmbeddingFile.read(file, model.encoder());
  }

  /**
   * Writes the features to a file, whole or not at all: 4 MiB at 512 pixels, as safetensors, with
   * hashes of the image, the model and the content. The image itself is not in it; what it showed
   * can be guessed from features, so keep it as you keep the image.
   */
  public void save(Path file) {
    EmbeddingFile.write(file, encoder, features(model), input);
  }

  /** Which image this is of. */
  public InputIdentity input() {
    return input;
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

  /** What the network of concepts sees of the image, made when it is first asked for. */
  synchronized ConceptImage seen(ConceptStations by) {
    EncodedImage image = features(by.stations());
    ConceptImage known = seen;
    if (known == null) {
      known = by.look(image);
      seen = known;
    }
    return known;
  }

  private synchronized void forget() {
    if (seen != null) {
      seen.close();
    }
  }

  /** Columns of the image; prompts and masks are on this grid. */
  public int width() {
    return input.width();
  }

  /** Rows of the image. */
  public int height() {
    return input.height();
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
    if (mask.width() != width() || mask.height() != height()) {
      throw new InvalidInputException(
          "mask to pool features under",
          "the image's " + width() + "x" + height(),
          mask.width() + "x" + mask.height(),
          "resize it");
    }
    model.config().require(Task.CLICKS);
    HostTensor tokens = features(model).tokens().toHost();
    return PooledFeatures.under(mask, tokens, model.config().grid());
  }

  @Override
  public void close() {
    closed = true;
    features.close();
    forget();
  }
}
