// SPDX-License-Identifier: Apache-2.0
/** What the stations are made of: the layers below a checkpoint key, and attention. */
@NullMarked
package io.github.medsam2.net.layer;

import org.jspecify.annotations.NullMarked;
