// SPDX-License-Identifier: Apache-2.0
/** The heart of a phantom: its shape, its vessels at rest, its motion. Not part of the API. */
@NullMarked
package io.github.medsam2.qca.phantom.heart;

import org.jspecify.annotations.NullMarked;
