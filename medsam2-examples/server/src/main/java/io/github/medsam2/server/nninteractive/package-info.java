// SPDX-License-Identifier: Apache-2.0
/** nnInteractive's remote sessions, version 2, and the arrays they travel in. */
@NullMarked
package io.github.medsam2.server.nninteractive;

import org.jspecify.annotations.NullMarked;
