// SPDX-License-Identifier: Apache-2.0
/** The files of a result. */
@NullMarked
package io.github.medsam2.batch.output;

import org.jspecify.annotations.NullMarked;
