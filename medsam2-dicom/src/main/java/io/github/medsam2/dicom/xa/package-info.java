// SPDX-License-Identifier: Apache-2.0
/** Projection cines, read and written: angiography and ultrasound, geometry, times, spacing. */
@NullMarked
package io.github.medsam2.dicom.xa;

import org.jspecify.annotations.NullMarked;
