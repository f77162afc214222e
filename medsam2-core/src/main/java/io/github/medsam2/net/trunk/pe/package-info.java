// SPDX-License-Identifier: Apache-2.0
/** The plain trunk of SAM 3 with its two necks: sizes, keys, inference, forward pass. */
@NullMarked
package io.github.medsam2.net.trunk.pe;

import org.jspecify.annotations.NullMarked;
