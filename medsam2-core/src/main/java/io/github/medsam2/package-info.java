// SPDX-License-Identifier: Apache-2.0
/** The front door: open a model, embed an image, prompt it, read the mask. */
@NullMarked
package io.github.medsam2;

import org.jspecify.annotations.NullMarked;
