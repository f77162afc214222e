// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.tracker;

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
