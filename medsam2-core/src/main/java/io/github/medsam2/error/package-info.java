// SPDX-License-Identifier: Apache-2.0
/**
 * The one exception family of the library: where, what was expected, what was found, what to do.
 */
@NullMarked
package io.github.medsam2.error;

import org.jspecify.annotations.NullMarked;
