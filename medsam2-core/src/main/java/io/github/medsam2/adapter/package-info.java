// SPDX-License-Identifier: Apache-2.0
/**
 * Adapters: small corrections of a model's weights, made by fine-tuning, that are read, written,
 * weighed, stacked and put to use beside one checkpoint.
 */
@NullMarked
package io.github.medsam2.adapter;

import org.jspecify.annotations.NullMarked;
