// SPDX-License-Identifier: Apache-2.0
/** Training samples from DICOM: images with the segmentations that refer to them. */
@NullMarked
package io.github.medsam2.dicom.samples;

import org.jspecify.annotations.NullMarked;
