// SPDX-License-Identifier: Apache-2.0
/** From features and tokens to masks, scores and object pointers. */
@NullMarked
package io.github.medsam2.net.decoder;

import org.jspecify.annotations.NullMarked;
