// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

/**
 * How little a model seems to know what it says of a case; each number is higher with more doubt,
 * and means something beside those of other cases only.
 *
 * @param iou 1 less the IoU it predicts. Networks predict too high on what they were not trained
 *     on; calibrated by any rising curve the order, which is all that is used, stays the same
 * @param disagreement 1 less the mean Dice of each two of its answers to boxes drawn a little
 *     differently and to the mirrored image
 * @param edge mean entropy, in bits, of the pixels within 5 steps of the outline
 */
public record Doubt(double iou, double disagreement, double edge) {}
