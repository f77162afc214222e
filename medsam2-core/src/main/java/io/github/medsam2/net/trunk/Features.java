// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.trunk;

import org.jspecify.annotations.Nullable;

/**
 * What the image encoder says about an image.
 *
 * @param tokens F2 (N, g * g, C): the coarse features, without any memory embedding
 * @param half F1 (N, C/4, 2g, 2g), already through the decoder's {@code conv_s1}; none for models
 *     without high-resolution features
 * @param quarter F0 (N, C/8, 4g, 4g), already through {@code conv_s0}; or none
 * @param <T> the engine's value
 */
public record Features<T>(T tokens, @Nullable T half, @Nullable T quarter) {}
