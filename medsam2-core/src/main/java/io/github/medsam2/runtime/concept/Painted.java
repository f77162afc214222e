// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime.concept;

/**
 * What was found, and the masks of those that were kept.
 *
 * @param candidates of all queries
 * @param kept the queries that were kept, in their order
 * @param masks (4g * 4g) logits of each that was kept
 * @param side 4g
 */
public record Painted(Candidates candidates, int[] kept, float[][] masks, int side) {}
