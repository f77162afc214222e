// SPDX-License-Identifier: Apache-2.0
/** What all objects derived from images share: codes, identifiers, header, references. */
@NullMarked
package io.github.medsam2.dicom.derived;

import org.jspecify.annotations.NullMarked;
