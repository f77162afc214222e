// SPDX-License-Identifier: Apache-2.0
/** The file of weights itself, and where the tensors lie in it. Internal. */
@NullMarked
package io.github.medsam2.checkpoint.storage;

import org.jspecify.annotations.NullMarked;
