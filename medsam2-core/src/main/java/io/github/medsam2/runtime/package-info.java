// SPDX-License-Identifier: Apache-2.0
/** The stations of one model on one engine: values in and out, mask choice, memories. */
@NullMarked
package io.github.medsam2.runtime;

import org.jspecify.annotations.NullMarked;
