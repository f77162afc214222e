// SPDX-License-Identifier: Apache-2.0
/** What a user points at: boxes, points, masks, text with a view angle. */
@NullMarked
package io.github.medsam2.prompt;

import org.jspecify.annotations.NullMarked;
