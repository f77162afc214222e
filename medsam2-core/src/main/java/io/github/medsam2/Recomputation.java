// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import io.github.medsam2.image.Image;
import io.github.medsam2.image.MaskCleanup;
import io.github.medsam2.receipt.InputIdentity;
import io.github.medsam2.receipt.Receipt;
import io.github.medsam2.receipt.ReceiptStep;
import io.github.medsam2.receipt.Verification;
import io.github.medsam2.receipt.Verification.NotComparable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the mask of a receipt again. */
final class Recomputation {
  private final MedSam2 model;
  private final Encoder encoder;

  Recomputation(MedSam2 model, Encoder encoder) {
    this.model = model;
    this.encoder = encoder;
  }

  Verification of(Receipt receipt, Image image) {
    InputIdentity here = InputIdentity.of(image, encoder.intensity(), model.engine());
    Optional<String> difference = receipt.input().differenceTo(here);
    if (difference.isEmpty()) {
      difference = receipt.model().differenceTo(encoder.identity());
    }
    if (difference.isPresent()) {
      return new NotComparable(difference.get());
    }
    try (ImageEmbedding features = model.embed(image)) {
      Segmentation last = null;
      for (ReceiptStep step : receipt.steps()) {
        last = answer(features, step, last);
      }
      return last == null
          ? new NotComparable("nothing was asked")
          : receipt.compare(last.mask(), encoder.environment());
    }
  }

  private Segmentation answer(
      ImageEmbedding features, ReceiptStep step, @Nullable Segmentation earlier) {
    PromptRequest request = model.prompt(features);
    if (step.prompts().isPresent()) {
      request = request.and(step.prompts().get());
    }
    if (earlier != null) {
      request = request.refine(earlier);
    }
    Segmentation found =
        switch (step.answer()) {
          case BEST -> request.predict();
          case SINGLE -> request.predictSingle();
          case FIRST_READING -> request.predictReadings().get(0);
          case SECOND_READING -> request.predictReadings().get(1);
          case THIRD_READING -> request.predictReadings().get(2);
        };
    for (MaskCleanup cleanup : step.cleanups()) {
      found = found.cleaned(cleanup);
    }
    return found;
  }
}
