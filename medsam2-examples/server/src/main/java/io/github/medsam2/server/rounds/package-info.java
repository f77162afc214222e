// SPDX-License-Identifier: Apache-2.0
/** Rounds with readers who work in a viewer: stored images are cases, saved labels decisions. */
@NullMarked
package io.github.medsam2.server.rounds;

import org.jspecify.annotations.NullMarked;
