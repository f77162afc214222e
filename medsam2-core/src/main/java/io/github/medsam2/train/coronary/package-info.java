// SPDX-License-Identifier: Apache-2.0
/** What the heads for coronary angiograms learn. */
@NullMarked
package io.github.medsam2.train.coronary;

import org.jspecify.annotations.NullMarked;
