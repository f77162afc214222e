// SPDX-License-Identifier: Apache-2.0
/** A Swing panel that segments on click. */
@NullMarked
package io.github.medsam2.samples.swing;

import org.jspecify.annotations.NullMarked;
