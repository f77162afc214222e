// SPDX-License-Identifier: Apache-2.0
/** Fair measurement of coronary models: splits, agreement, segment scores, intervals, baselines. */
@NullMarked
package io.github.medsam2.qca.stats;

import org.jspecify.annotations.NullMarked;
