// SPDX-License-Identifier: Apache-2.0
/** The safetensors format. Internal. */
@NullMarked
package io.github.medsam2.checkpoint.safetensors;

import org.jspecify.annotations.NullMarked;
