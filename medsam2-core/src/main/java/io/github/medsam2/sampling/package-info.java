// SPDX-License-Identifier: Apache-2.0
/**
 * What a trainer shows a network of a labelled object: boxes drawn with noise, clicks, the frames
 * of a clip they lie on. Every draw is a function of counters, so that any can be repeated alone.
 */
@NullMarked
package io.github.medsam2.sampling;

import org.jspecify.annotations.NullMarked;
