// SPDX-License-Identifier: Apache-2.0
/** What an image trunk is, and what trunks share: transformer blocks, windows, positions. */
@NullMarked
package io.github.medsam2.net.trunk;

import org.jspecify.annotations.NullMarked;
