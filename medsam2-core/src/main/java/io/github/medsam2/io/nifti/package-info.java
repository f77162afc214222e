// SPDX-License-Identifier: Apache-2.0
/** NIfTI-1 and NIfTI-2; users go through {@code io.Volumes}. */
@NullMarked
package io.github.medsam2.io.nifti;

import org.jspecify.annotations.NullMarked;
