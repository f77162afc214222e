// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

/**
 * A case that may be chosen.
 *
 * @param doubt of the model
 * @param features under its mask, of length 1
 */
record DoubtfulCase(String id, String stratum, Doubt doubt, float[] features) {}
