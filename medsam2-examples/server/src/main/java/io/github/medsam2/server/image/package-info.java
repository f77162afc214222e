// SPDX-License-Identifier: Apache-2.0
/** Images as clients send them, slices of them in any axis, and masks as clients want them. */
@NullMarked
package io.github.medsam2.server.image;

import org.jspecify.annotations.NullMarked;
