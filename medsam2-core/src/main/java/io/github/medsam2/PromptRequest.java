// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.Description;
import io.github.medsam2.prompt.MaskPrompt;
import io.github.medsam2.prompt.PointPrompt;
import io.github.medsam2.prompt.Prompt;
import io.github.medsam2.prompt.Prompts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A prompt for one object, under construction. Coordinates are pixels of the image, x to the right,
 * y down; they may lie beyond it by its size at most. Immutable: every method returns a longer
 * request, so a request can be kept and extended.
 */
public final class PromptRequest {
  private final Predictor predictor;
  private final ImageEmbedding image;
  private final @Nullable Prompts prompts;
  private final @Nullable Segmentation previous;

  PromptRequest(Predictor predictor, ImageEmbedding image) {
    this(predictor, image, null, null);
  }

  private PromptRequest(
      Predictor predictor,
      ImageEmbedding image,
      @Nullable Prompts prompts,
      @Nullable Segmentation previous) {
    this.predictor = predictor;
    this.image = image;
    this.prompts = prompts;
    this.previous = previous;
  }

  /** The object lies in this box. */
  public PromptRequest box(double x0, double y0, double x1, double y1) {
    return and(new BoxPrompt(x0, y0, x1, y1));
  }

  /** The object covers this pixel. */
  public PromptRequest point(double x, double y) {
    return and(PointPrompt.positive(x, y));
  }

  /** The object does not cover this pixel. */
  public PromptRequest notPoint(double x, double y) {
    return and(PointPrompt.negative(x, y));
  }

  /** The object looks about like this mask on the image's grid. */
  public PromptRequest mask(Mask mask) {
    return and(new MaskPrompt(mask));
  }

  /**
   * What the object is, or how it is seen, in words the model knows: for models with a text
   * encoder. It completes an earlier description.
   */
  public PromptRequest describe(Description description) {
    return prompts == null ? and(description) : with(prompts.saying(description));
  }

  /** One more prompt of any kind. */
  public PromptRequest and(Prompt prompt) {
    return with(prompts == null ? Prompts.of(prompt) : prompts.and(prompt));
  }

  /** Several more, in their order. */
  public PromptRequest and(Prompts more) {
    return with(prompts == null ? more : prompts.and(more));
  }

  private PromptRequest with(Prompts all) {
    return new PromptRequest(predictor, image, all, previous);
  }

  /**
   * Refines an earlier answer: its logits go into the decoder beside the points and boxes given
   * here, which should be all of them so far.
   */
  public PromptRequest refine(Segmentation earlier) {
    return new PromptRequest(predictor, image, prompts, earlier);
  }

  /**
   * The best mask. A single point, unless a description names it, is ambiguous: of the decoder's
   * three readings (whole, part, subpart) the one of the highest predicted IoU is returned. A box,
   * or several points, give the decoder's single answer, or the best reading if that answer is
   * unstable.
   */
  public Segmentation predict() {
    return predictor.best(image, prompts, previous);
  }

  /** The decoder's single answer, whatever its stability. */
  public Segmentation predictSingle() {
    return predictor.single(image, prompts, previous);
  }

  /** All three readings, best predicted IoU first. */
  public List<Segmentation> predictReadings() {
    return predictor.readings(image, prompts, previous);
  }
}
