// SPDX-License-Identifier: Apache-2.0
/** Clips made of still images: what memory is trained on where no labelled cines are at hand. */
@NullMarked
package io.github.medsam2.data.warp;

import org.jspecify.annotations.NullMarked;
