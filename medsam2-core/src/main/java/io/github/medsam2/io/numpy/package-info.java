// SPDX-License-Identifier: Apache-2.0
/** NumPy arrays and archives of them; users go through {@code io.Volumes}. */
@NullMarked
package io.github.medsam2.io.numpy;

import org.jspecify.annotations.NullMarked;
