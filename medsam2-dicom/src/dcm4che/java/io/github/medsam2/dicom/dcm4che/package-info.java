// SPDX-License-Identifier: Apache-2.0
/**
 * Data sets handed to dcm4che and taken from it, without a file between. Built by the profile
 * {@code dcm4che} only.
 */
@NullMarked
package io.github.medsam2.dicom.dcm4che;

import org.jspecify.annotations.NullMarked;
