// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.tracker;

import org.jspecify.annotations.Nullable;

/**
 * The image as the decoder's tokens meet it.
 *
 * @param image (N or 1, L, C) features, with their memory and the dense map of a mask
 * @param positions (1, L, C) of the features
 * @param seen what is known of the first layer; or none
 * @param few whether an object has 16 tokens or less, the decoder's own six among them: see {@link
 *     io.github.medsam2.net.layer.FewAttention}
 * @param <T> the engine's value
 */
public record ImageSide<T>(T image, T positions, @Nullable SeenImage<T> seen, boolean few) {}
