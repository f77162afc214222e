// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session.concept;

/**
 * One instance on one frame.
 *
 * @param number it is known by
 * @param score of the detection it began with
 * @param since frame of it
 * @param logits on the network's own grid, not to be written to
 * @param presence how sure the tracker is that it is on the frame, 0 to 1; where it begins, its
 *     score
 * @param objectScore logit of its presence; 10 where it begins
 * @param iou predicted of the mask; 1 of one that was detected
 */
public record Found(
    int number,
    float score,
    int since,
    float[] logits,
    float presence,
    float objectScore,
    float iou) {}
