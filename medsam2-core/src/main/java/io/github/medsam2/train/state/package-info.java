// SPDX-License-Identifier: Apache-2.0
/** What is kept of a training run, and how it comes back. */
@NullMarked
package io.github.medsam2.train.state;

import org.jspecify.annotations.NullMarked;
