// SPDX-License-Identifier: Apache-2.0
/**
 * What is made smaller in training, written against {@link io.github.medsam2.ops.LossOps}, so that
 * every engine that trains computes it.
 */
@NullMarked
package io.github.medsam2.train.loss;

import org.jspecify.annotations.NullMarked;
