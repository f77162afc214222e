// SPDX-License-Identifier: Apache-2.0
/** A study in one program. */
@NullMarked
package io.github.medsam2.samples.research;

import org.jspecify.annotations.NullMarked;
