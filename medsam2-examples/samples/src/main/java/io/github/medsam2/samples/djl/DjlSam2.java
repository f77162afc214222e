// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.samples.djl;

import ai.djl.modality.cv.output.DetectedObjects;
import ai.djl.modality.cv.translator.Sam2Translator.Sam2Input;
import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.MedSam2;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * For programs that use DJL's {@code Predictor<Sam2Input, DetectedObjects>}: the same types, on any
 * checkpoint of the family and without a converted model. The features of the latest image are
 * kept, so that further prompts on the same object of DJL cost a decoder's pass only. Not
 * thread-safe; close it before its model.
 */
public final class DjlSam2 implements AutoCloseable {
  private final MedSam2 model;
  private ai.djl.modality.cv.@Nullable Image last;
  private @Nullable ImageEmbedding features;

  /** Over a model that stays open. */
  public DjlSam2(MedSam2 model) {
    this.model = model;
  }

  /** One object of an image, as {@code Predictor.predict} answers. */
  public DetectedObjects predict(Sam2Input input) {
    return DjlImages.toObjects(
        model.predict(features(input.getImage()), List.of(Sam2Prompts.of(input))).get(0));
  }

  private ImageEmbedding features(ai.djl.modality.cv.Image image) {
    ImageEmbedding known = features;
    if (known != null && last == image) {
      return known;
    }
    close();
    ImageEmbedding made = model.embed(DjlImages.toImage(image));
    features = made;
    last = image;
    return made;
  }

  @Override
  public void close() {
    if (features != null) {
      features.close();
    }
    features = null;
    last = null;
  }
}
