// SPDX-License-Identifier: Apache-2.0
/** All instances of a concept: SAM 3's second network over an image trunk. Start at Concepts. */
@NullMarked
package io.github.medsam2.net.concept;

import org.jspecify.annotations.NullMarked;
