// SPDX-License-Identifier: Apache-2.0
/** The one exception of the DICOM module. */
@NullMarked
package io.github.medsam2.dicom.error;

import org.jspecify.annotations.NullMarked;
