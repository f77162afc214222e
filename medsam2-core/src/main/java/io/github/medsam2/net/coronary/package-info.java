// SPDX-License-Identifier: Apache-2.0
/**
 * The parts of a checkpoint for coronary angiograms: words in, readings out, behind the seam of the
 * decoder.
 */
@NullMarked
package io.github.medsam2.net.coronary;

import org.jspecify.annotations.NullMarked;
