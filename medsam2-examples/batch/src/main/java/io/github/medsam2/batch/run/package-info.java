// SPDX-License-Identifier: Apache-2.0
/** One case, from its files to its results. */
@NullMarked
package io.github.medsam2.batch.run;

import org.jspecify.annotations.NullMarked;
