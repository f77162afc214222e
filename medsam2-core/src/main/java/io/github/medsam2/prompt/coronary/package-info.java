// SPDX-License-Identifier: Apache-2.0
/** Coronary segments, arteries and C-arm views in words. */
@NullMarked
package io.github.medsam2.prompt.coronary;

import org.jspecify.annotations.NullMarked;
