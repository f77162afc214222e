// SPDX-License-Identifier: Apache-2.0
/** Masking of identity in objects that are exported for training. */
@NullMarked
package io.github.medsam2.dicom.privacy;

import org.jspecify.annotations.NullMarked;
