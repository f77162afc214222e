// SPDX-License-Identifier: Apache-2.0
/**
 * The names that wrappers and other libraries give to the original's tensors, as one table of
 * rules. Internal: {@code Checkpoint.open} applies it, so all others see original names only.
 */
@NullMarked
package io.github.medsam2.checkpoint.alias;

import org.jspecify.annotations.NullMarked;
