// SPDX-License-Identifier: Apache-2.0
/** How a checkpoint gets its parts for coronary angiograms. */
@NullMarked
package io.github.medsam2.coronary;

import org.jspecify.annotations.NullMarked;
