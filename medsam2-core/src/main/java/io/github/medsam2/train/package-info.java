// SPDX-License-Identifier: Apache-2.0
/** Adapting a network to one's own labelled images, so that it can go on after any interruption. */
@NullMarked
package io.github.medsam2.train;

import org.jspecify.annotations.NullMarked;
