// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.pixel;

/**
 * Samples of a frame as the codec gives them, components interleaved, not yet masked to the stored
 * bits.
 *
 * @param values up to 16 bits each, or 32 where they are allocated
 * @param lowBit the bit where the stored ones begin
 * @param ybr whether three components are luminance and chroma still
 */
record StoredSamples(int[] values, int lowBit, boolean ybr) {}
