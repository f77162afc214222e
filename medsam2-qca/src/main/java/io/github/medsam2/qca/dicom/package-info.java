// SPDX-License-Identifier: Apache-2.0
/** Coronary analysis in the language of the clinic: cines in, reports out, results of others in. */
@NullMarked
package io.github.medsam2.qca.dicom;

import org.jspecify.annotations.NullMarked;
