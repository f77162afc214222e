// SPDX-License-Identifier: Apache-2.0
/** Runs programs eagerly on PyTorch through DJL: start at {@code TorchOps}. */
@NullMarked
package io.github.medsam2.engine.torch;

import org.jspecify.annotations.NullMarked;
