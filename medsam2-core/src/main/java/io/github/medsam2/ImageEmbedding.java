package io.github.medsam2;

import io.github.medsam2.runtime.EncodedImage;

/**
 * The features of one image, to prompt on. Immutable; threads may share it. It holds memory of the
 * engine (4 MiB at 512 pixels) until it is closed; closing is idempotent.
 */
public final class ImageEmbedding implements AutoCloseable {
  private final EncodedImage features;
  private final int width;
  private final int height;

  ImageEmbedding(EncodedImage features, int width, int height) {
    this.features = features;
    this.width = width;
    this.height = height;
  }

  EncodedImage features() {
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

  @Override
  public void close() {
    features.close();
  }
}
