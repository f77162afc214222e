// SPDX-License-Identifier: Apache-2.0
/** The network: Sam2, the one place where the stations meet. */
@NullMarked
package io.github.medsam2.net;

import org.jspecify.annotations.NullMarked;
