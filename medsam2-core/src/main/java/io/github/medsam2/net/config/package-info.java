// SPDX-License-Identifier: Apache-2.0
/** The sizes of a network: published ones, those read off a checkpoint, and the keys they imply. */
@NullMarked
package io.github.medsam2.net.config;

import org.jspecify.annotations.NullMarked;
