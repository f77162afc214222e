// SPDX-License-Identifier: Apache-2.0
/** An archive asked over DICOMweb: search, retrieve, store. */
@NullMarked
package io.github.medsam2.dicom.web;

import org.jspecify.annotations.NullMarked;
