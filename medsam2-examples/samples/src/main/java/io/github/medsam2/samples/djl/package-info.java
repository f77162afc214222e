// SPDX-License-Identifier: Apache-2.0
/** The library behind DJL's own types. */
@NullMarked
package io.github.medsam2.samples.djl;

import org.jspecify.annotations.NullMarked;
