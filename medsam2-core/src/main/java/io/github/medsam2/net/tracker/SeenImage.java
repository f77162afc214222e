// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.tracker;

/**
 * What the decoder's first layer makes of an image that carries no mask and no memory, with its 8
 * heads of depth d over L features.
 *
 * @param keys (1, 8, d, L)
 * @param values (1, 8, L, d)
 * @param queries (1, 8, L, d)
 * @param <T> the engine's value
 */
public record SeenImage<T>(T keys, T values, T queries) {}
