// SPDX-License-Identifier: Apache-2.0
/**
 * Rounds with a human: a model proposes, a reader corrects and accepts, the next model learns from
 * what was accepted, and takes over if it is better on patients that nobody learns from.
 */
@NullMarked
package io.github.medsam2.rounds;

import org.jspecify.annotations.NullMarked;
