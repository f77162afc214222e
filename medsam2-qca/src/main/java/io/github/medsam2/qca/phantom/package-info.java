// SPDX-License-Identifier: Apache-2.0
/** Synthetic coronary angiograms with exact truth, from a 3-D tree through X-ray physics. */
@NullMarked
package io.github.medsam2.qca.phantom;

import org.jspecify.annotations.NullMarked;
