// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import io.github.medsam2.evaluate.Interval;
import java.util.List;

/**
 * Whether a model replaces the one in use.
 *
 * @param promoted whether it does
 * @param gain mean difference of Dice with its one-sided bounds of 95 %
 * @param reasons in words, as the project keeps them
 */
public record Verdict(boolean promoted, Interval gain, List<String> reasons) {}
