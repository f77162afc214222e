// SPDX-License-Identifier: Apache-2.0
/** Coronary analysis on X-ray angiograms: vocabulary, phantom, measurement and statistics. */
@NullMarked
package io.github.medsam2.qca;

import org.jspecify.annotations.NullMarked;
