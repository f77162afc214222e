// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.tracker;

/**
 * What the decoder knows of n masks, for heads that say more of them.
 *
 * @param tokens (B, n, C) of the masks after the transformer
 * @param image (B, g * g, C) image tokens after the transformer
 * @param probabilities (B, n, s, s), s a multiple of g
 * @param count n
 * @param <T> the engine's value
 */
public record DecodedMasks<T>(T tokens, T image, T probabilities, int count) {}
