// SPDX-License-Identifier: Apache-2.0
/** The coronary vocabulary: segments, schemes, the tree, dominance, views and what they show. */
@NullMarked
package io.github.medsam2.qca.anatomy;

import org.jspecify.annotations.NullMarked;
