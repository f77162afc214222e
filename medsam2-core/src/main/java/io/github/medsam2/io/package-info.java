// SPDX-License-Identifier: Apache-2.0
/**
 * Files in and files out: volumes and label masks with their geometry (NIfTI, NRRD, MetaImage,
 * NumPy), frames, label images, overlays. Readers are bounded, writers leave whole files or none.
 */
@NullMarked
package io.github.medsam2.io;

import org.jspecify.annotations.NullMarked;
