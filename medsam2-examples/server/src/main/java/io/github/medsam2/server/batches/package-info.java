// SPDX-License-Identifier: Apache-2.0
/** A list of cases, done at a viewer's word. */
@NullMarked
package io.github.medsam2.server.batches;

import org.jspecify.annotations.NullMarked;
