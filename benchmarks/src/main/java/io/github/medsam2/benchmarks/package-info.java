// SPDX-License-Identifier: Apache-2.0
/** Measurements of speed and memory: JMH per station and whole processes. */
@NullMarked
package io.github.medsam2.benchmarks;

import org.jspecify.annotations.NullMarked;
