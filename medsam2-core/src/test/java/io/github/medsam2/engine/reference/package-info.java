// SPDX-License-Identifier: Apache-2.0
/** The slow and clear engine that the others are compared with: plain loops over arrays. */
@NullMarked
package io.github.medsam2.engine.reference;

import org.jspecify.annotations.NullMarked;
