// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.MaskCleanup;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.receipt.InputIdentity;
import io.github.medsam2.receipt.Receipt;
import io.github.medsam2.receipt.ReceiptStep;
import io.github.medsam2.receipt.ReceiptStep.Answer;
import java.util.ArrayList;
import java.util.LinkedList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where an answer comes from: references alone, so that it costs nothing until somebody asks.
 *
 * @param by who was asked
 * @param input the image
 * @param prompts what was asked, if anything besides the earlier answer
 * @param answer which mask was taken
 * @param earlier the answer that was refined
 * @param ofUnknown whether an answer was refined whose origin is not known
 * @param cleanups what was mended since
 */
record Origin(
    Encoder by,
    InputIdentity input,
    @Nullable Prompts prompts,
    Answer answer,
    @Nullable Origin earlier,
    boolean ofUnknown,
    List<MaskCleanup> cleanups) {

  /** An answer that nobody mended yet. */
  static Origin of(
      Encoder by,
      ImageEmbedding image,
      @Nullable Prompts prompts,
      Answer answer,
      @Nullable Segmentation previous) {
    Origin earlier = previous == null ? null : previous.origin();
    boolean known = previous == null || (earlier != null && earlier.input.equals(image.input()));
    return new Origin(by, image.input(), prompts, answer, earlier, !known, List.of());
  }

  Origin cleaned(MaskCleanup cleanup) {
    List<MaskCleanup> all = new ArrayList<>(cleanups);
    all.add(cleanup);
    return new Origin(by, input, prompts, answer, earlier, ofUnknown, all);
  }

  Receipt receipt(Segmentation s) {
    LinkedList<ReceiptStep> steps = new LinkedList<>();
    for (Origin o = this; o != null; o = o.earlier) {
      if (o.ofUnknown || o.by.stations() != by.stations()) {
        throw new InvalidInputException(
            "receipt",
            "a mask that refines answers of one model on one image",
            "an earlier answer of another, or of a session",
            "give the earlier mask as a prompt, which becomes part of the receipt");
      }
      steps.addFirst(new ReceiptStep(Optional.ofNullable(o.prompts), o.answer, o.cleanups));
    }
    return new Receipt(
        by.identity(), by.environment(), input, steps, s.mask(), s.iou(), s.objectScore());
  }
}
