// SPDX-License-Identifier: Apache-2.0
/** How well a mask agrees with a reference: overlap, surface distances, centerlines, sizes. */
@NullMarked
package io.github.medsam2.metrics;

import org.jspecify.annotations.NullMarked;
