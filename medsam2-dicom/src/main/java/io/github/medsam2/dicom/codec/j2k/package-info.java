// SPDX-License-Identifier: Apache-2.0
/** JPEG 2000 through an optional library, behind a guard against what that library does badly. */
@NullMarked
package io.github.medsam2.dicom.codec.j2k;

import org.jspecify.annotations.NullMarked;
