// SPDX-License-Identifier: Apache-2.0
/** Results to look at: contours over a cine, and cines with overlays painted in. */
@NullMarked
package io.github.medsam2.dicom.presentation;

import org.jspecify.annotations.NullMarked;
