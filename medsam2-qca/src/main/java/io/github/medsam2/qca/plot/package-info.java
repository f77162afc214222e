// SPDX-License-Identifier: Apache-2.0
/** Charts of numbers, drawn by XChart. */
@NullMarked
package io.github.medsam2.qca.plot;

import org.jspecify.annotations.NullMarked;
