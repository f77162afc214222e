// SPDX-License-Identifier: Apache-2.0
/** Random numbers that are the same on every machine. Not part of the API. */
@NullMarked
package io.github.medsam2.qca.phantom.chance;

import org.jspecify.annotations.NullMarked;
