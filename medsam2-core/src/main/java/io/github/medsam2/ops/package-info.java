// SPDX-License-Identifier: Apache-2.0
/** The operations the network is written against, and programs made of them. */
@NullMarked
package io.github.medsam2.ops;

import org.jspecify.annotations.NullMarked;
