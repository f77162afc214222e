// SPDX-License-Identifier: Apache-2.0
/** Which parameters of a network learn, and how fast at every step. */
@NullMarked
package io.github.medsam2.train.optim;

import org.jspecify.annotations.NullMarked;
