// SPDX-License-Identifier: Apache-2.0
/** EfficientTAM's plain trunk and neck: sizes, keys, inference, forward pass. */
@NullMarked
package io.github.medsam2.net.trunk.vit;

import org.jspecify.annotations.NullMarked;
