// SPDX-License-Identifier: Apache-2.0
/** The pickles of {@code torch.save}, read without running anything. Internal. */
@NullMarked
package io.github.medsam2.checkpoint.pickle;

import org.jspecify.annotations.NullMarked;
