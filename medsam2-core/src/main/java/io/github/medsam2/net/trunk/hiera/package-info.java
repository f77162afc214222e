// SPDX-License-Identifier: Apache-2.0
/** The hierarchical trunk of SAM 2 with its pyramid neck: sizes, keys, inference, forward pass. */
@NullMarked
package io.github.medsam2.net.trunk.hiera;

import org.jspecify.annotations.NullMarked;
