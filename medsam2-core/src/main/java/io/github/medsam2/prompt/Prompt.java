// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.prompt;

/**
 * What a user points at. Immutable and thread-safe.
 *
 * <p>Coordinates are pixels of the image's own grid, x to the right and y down. Whole numbers are
 * pixel centres, so {@code (0, 0)} is the centre of the top left pixel; the network adds the half
 * pixel itself after scaling, as the original does.
 */
public sealed interface Prompt permits BoxPrompt, PointPrompt, MaskPrompt, Description {}
