// SPDX-License-Identifier: Apache-2.0
/**
 * How good a model is on cases with a known answer, and which of several is better: prompts by
 * fixed rules, a score for every object, intervals by patient, a table, a page with pictures.
 */
@NullMarked
package io.github.medsam2.evaluate;

import org.jspecify.annotations.NullMarked;
