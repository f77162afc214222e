// SPDX-License-Identifier: Apache-2.0
/** The program {@code medsam2}. */
@NullMarked
package io.github.medsam2.cli;

import org.jspecify.annotations.NullMarked;
