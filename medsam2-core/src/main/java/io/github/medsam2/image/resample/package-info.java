// SPDX-License-Identifier: Apache-2.0
/** Resizing of planes of samples, as the original does it. */
@NullMarked
package io.github.medsam2.image.resample;

import org.jspecify.annotations.NullMarked;
