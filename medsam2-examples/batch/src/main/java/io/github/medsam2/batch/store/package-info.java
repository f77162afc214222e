// SPDX-License-Identifier: Apache-2.0
/** Where results lie: whole or not at all, told by markers. */
@NullMarked
package io.github.medsam2.batch.store;

import org.jspecify.annotations.NullMarked;
