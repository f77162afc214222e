// SPDX-License-Identifier: Apache-2.0
/** Series of slices put together as volumes by their positions in the patient. */
@NullMarked
package io.github.medsam2.dicom.volume;

import org.jspecify.annotations.NullMarked;
