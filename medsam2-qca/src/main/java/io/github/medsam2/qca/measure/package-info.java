// SPDX-License-Identifier: Apache-2.0
/** Geometric QCA: from a vessel mask and its image to diameters, references and stenoses. */
@NullMarked
package io.github.medsam2.qca.measure;

import org.jspecify.annotations.NullMarked;
