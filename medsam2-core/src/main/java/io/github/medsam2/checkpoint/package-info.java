// SPDX-License-Identifier: Apache-2.0
/** Files of weights: torch zip-pickle and safetensors, read without running anything. */
@NullMarked
package io.github.medsam2.checkpoint;

import org.jspecify.annotations.NullMarked;
