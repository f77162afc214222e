// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * How far training is.
 *
 * @param update updates done
 * @param updates in all
 * @param loss of the last update; NaN when it was left out
 * @param dice mean Dice of the last evaluation, where there was one after this update
 * @param best mean Dice of the best evaluation so far; -1 before any
 * @param left time until the end, at the speed since this run was opened
 */
public record Progress(
    long update, long updates, double loss, OptionalDouble dice, double best, Duration left) {}
