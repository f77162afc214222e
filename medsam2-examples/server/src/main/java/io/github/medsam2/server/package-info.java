// SPDX-License-Identifier: Apache-2.0
/** The front door: a model, served to the viewers people have. */
@NullMarked
package io.github.medsam2.server;

import org.jspecify.annotations.NullMarked;
