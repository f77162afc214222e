// SPDX-License-Identifier: Apache-2.0
/** One worker for the model, shared fairly. */
@NullMarked
package io.github.medsam2.server.compute;

import org.jspecify.annotations.NullMarked;
