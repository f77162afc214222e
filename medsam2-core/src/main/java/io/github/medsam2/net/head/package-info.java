// SPDX-License-Identifier: Apache-2.0
/** From what the mask decoder found to a reading: which segment, how narrow. */
@NullMarked
package io.github.medsam2.net.head;

import org.jspecify.annotations.NullMarked;
