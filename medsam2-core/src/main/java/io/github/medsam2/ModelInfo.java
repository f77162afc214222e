// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

/**
 * What was opened: the network, its sizes and where it runs. Immutable and thread-safe.
 *
 * @param name of the network, such as {@code sam2.1-tiny}
 * @param source of the weights, as messages name it
 * @param parameters numbers in the weights
 * @param imageSize side of the square input in pixels
 * @param featureSize side of the feature grid
 * @param channels numbers of one feature
 * @param maskSize side of the low-resolution masks
 * @param engine name of the engine that runs it
 */
public record ModelInfo(
    String name,
    String source,
    long parameters,
    int imageSize,
    int featureSize,
    int channels,
    int maskSize,
    String engine) {}
