// SPDX-License-Identifier: Apache-2.0
/** The zip archives of {@code torch.save}. Internal. */
@NullMarked
package io.github.medsam2.checkpoint.torch;

import org.jspecify.annotations.NullMarked;
