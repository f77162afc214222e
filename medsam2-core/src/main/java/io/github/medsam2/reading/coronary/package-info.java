// SPDX-License-Identifier: Apache-2.0
/** What the reading heads for coronary angiograms say of a mask. */
@NullMarked
package io.github.medsam2.reading.coronary;

import org.jspecify.annotations.NullMarked;
