// SPDX-License-Identifier: Apache-2.0
/** A small model of our own for coronary angiograms. */
@NullMarked
package io.github.medsam2.model.xca;

import org.jspecify.annotations.NullMarked;
