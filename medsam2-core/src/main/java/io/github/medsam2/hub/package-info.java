// SPDX-License-Identifier: Apache-2.0
/** What a file of weights is and may be used for, and a folder that keeps several. No network. */
@NullMarked
package io.github.medsam2.hub;

import org.jspecify.annotations.NullMarked;
