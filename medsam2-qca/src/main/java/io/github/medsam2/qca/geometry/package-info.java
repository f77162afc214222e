// SPDX-License-Identifier: Apache-2.0
/** Points, curves and the C-arm: the geometry that anatomy, phantom and measurement share. */
@NullMarked
package io.github.medsam2.qca.geometry;

import org.jspecify.annotations.NullMarked;
