// SPDX-License-Identifier: Apache-2.0
/** Structured reports: measurements of lesions, written and read. */
@NullMarked
package io.github.medsam2.dicom.sr;

import org.jspecify.annotations.NullMarked;
