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
 * @param departures where it departs from the original
 */
public record DecoderConfig(
    int feedForward,
    int attentionWidth,
    int iouHidden,
    boolean highResolution,
    boolean boundedIou,
    Departures departures) {
  /** No decoder. */
  public static final DecoderConfig NONE = new DecoderConfig(0, 0, 0, false);

  /** A decoder whose IoU head ends in a sigmoid, as in SAM 2 and SAM 3. */
  public DecoderConfig(int feedForward, int attentionWidth, int iouHidden, boolean highResolution) {
    this(feedForward, attentionWidth, iouHidden, highResolution, true, Departures.NONE);
  }

  /** The same with an IoU head that ends in a linear layer, as in SAM 3.1. */
  public DecoderConfig withUnboundedIou() {
    return new DecoderConfig(
        feedForward, attentionWidth, iouHidden, highResolution, false, departures);
  }

  /** The same that departs from the original. */
  public DecoderConfig with(Departures where) {
    return new DecoderConfig(
        feedForward, attentionWidth, iouHidden, highResolution, boundedIou, where);
  }
}
