// SPDX-License-Identifier: Apache-2.0
/** DICOM in and out: files, cines and series as images and volumes, results as objects. */
@NullMarked
package io.github.medsam2.dicom;

import org.jspecify.annotations.NullMarked;
