// SPDX-License-Identifier: Apache-2.0
/** What made a mask, as a small JSON file, and how to hold a mask to it. */
@NullMarked
package io.github.medsam2.receipt;

import org.jspecify.annotations.NullMarked;
