// SPDX-License-Identifier: Apache-2.0
/** From image to features: Hiera or ViT trunk, and the neck. */
@NullMarked
package io.github.medsam2.net.encoder;

import org.jspecify.annotations.NullMarked;
