// SPDX-License-Identifier: Apache-2.0
/** The network's stations put together to steps that can be trained. */
@NullMarked
package io.github.medsam2.train.step;

import org.jspecify.annotations.NullMarked;
