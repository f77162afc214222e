// SPDX-License-Identifier: Apache-2.0
/**
 * Images, masks and volumes with their geometry, frames of a cine, exact resampling, and the way
 * from pixels to the network's input.
 */
@NullMarked
package io.github.medsam2.image;

import org.jspecify.annotations.NullMarked;
