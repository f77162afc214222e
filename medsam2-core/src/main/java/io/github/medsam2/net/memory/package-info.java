// SPDX-License-Identifier: Apache-2.0
/** From past frames to conditioned features: memory encoder and memory attention. */
@NullMarked
package io.github.medsam2.net.memory;

import org.jspecify.annotations.NullMarked;
