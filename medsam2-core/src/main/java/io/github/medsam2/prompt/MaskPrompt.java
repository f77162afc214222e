// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.prompt;

import io.github.medsam2.image.Mask;

/**
 * A mask of the object, drawn or predicted before.
 *
 * @param mask on the grid of the image; an empty one says that the object is absent
 */
public record MaskPrompt(Mask mask) implements Prompt {}
