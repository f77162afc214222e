// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.tracker;

/**
 * Sizes of the mask decoder.
 *
 * @param feedForward hidden width of the two-way transformer
 * @param attentionWidth inner width of attention between tokens and image
 * @param iouHidden hidden width of the IoU head
 * @param highResolution whether features at a quarter and an eighth of the image join in
 * @param boundedIou whether the IoU head ends in a sigmoid
 * @param painting which prompts are shown as logits, too
 * @param fitsBoxes whether the first answer to a box is brought into agreement with it
 */
public record DecoderConfig(
    int feedForward,
    int attentionWidth,
    int iouHidden,
    boolean highResolution,
    boolean boundedIou,
    Painting painting,
    boolean fitsBoxes) {
  /** No decoder. */
  public static final DecoderConfig NONE = new DecoderConfig(0, 0, 0, false);

  /** A decoder whose IoU head ends in a sigmoid, as in SAM 2 and SAM 3. */
  public DecoderConfig(int feedForward, int attentionWidth, int iouHidden, boolean highResolution) {
    this(feedForward, attentionWidth, iouHidden, highResolution, true, Painting.NOTHING, false);
  }

  /** The same with an IoU head that ends in a linear layer, as in SAM 3.1. */
  public DecoderConfig withUnboundedIou() {
    return new DecoderConfig(
        feedForward, attentionWidth, iouHidden, highResolution, false, painting, fitsBoxes);
  }

  /** The same that is shown prompts as logits, too. */
  public DecoderConfig withPainting(Painting prompts) {
    return new DecoderConfig(
        feedForward, attentionWidth, iouHidden, highResolution, boundedIou, prompts, fitsBoxes);
  }

  /** The same that fits first answers to boxes, or not. */
  public DecoderConfig withFittedBoxes(boolean fits) {
    return new DecoderConfig(
        feedForward, attentionWidth, iouHidden, highResolution, boundedIou, painting, fits);
  }
}
