// SPDX-License-Identifier: Apache-2.0
/** Pixel data: finding and decoding frames, colour, and the look-ups from stored values to grey. */
@NullMarked
package io.github.medsam2.dicom.pixel;

import org.jspecify.annotations.NullMarked;
