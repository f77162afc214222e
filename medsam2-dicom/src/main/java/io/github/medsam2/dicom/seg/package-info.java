// SPDX-License-Identifier: Apache-2.0
/** Segmentations: masks of cines and volumes as DICOM objects, written and read. */
@NullMarked
package io.github.medsam2.dicom.seg;

import org.jspecify.annotations.NullMarked;
