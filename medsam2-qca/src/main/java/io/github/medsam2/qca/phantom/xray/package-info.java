// SPDX-License-Identifier: Apache-2.0
/** How a beam sees tubes and tissue, and how a detector stores it. Not part of the API. */
@NullMarked
package io.github.medsam2.qca.phantom.xray;

import org.jspecify.annotations.NullMarked;
