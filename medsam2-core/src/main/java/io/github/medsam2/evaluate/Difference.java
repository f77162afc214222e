// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

/**
 * One candidate less another on the same objects.
 *
 * @param mean of the differences, with its interval by patient
 * @param median of the differences, with its interval by patient
 * @param p how likely a mean at least as far from 0 is when neither is better; see {@link
 *     Bootstrap#signFlip}. Of one comparison: of many, some are small by chance
 * @param better on how many objects the first is higher
 * @param worse on how many objects it is lower
 */
public record Difference(Interval mean, Interval median, double p, int better, int worse) {}
