// SPDX-License-Identifier: Apache-2.0
/**
 * The DICOM data set: tags, value representations, elements, sequences, and their reading and
 * writing.
 */
@NullMarked
package io.github.medsam2.dicom.data;

import org.jspecify.annotations.NullMarked;
