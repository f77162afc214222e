// SPDX-License-Identifier: Apache-2.0
/** Samples of coronary angiograms. */
@NullMarked
package io.github.medsam2.data.coronary;

import org.jspecify.annotations.NullMarked;
