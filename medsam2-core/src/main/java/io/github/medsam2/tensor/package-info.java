// SPDX-License-Identifier: Apache-2.0
/** Shapes, element types and tensors in host memory. Depends on nothing. */
@NullMarked
package io.github.medsam2.tensor;

import org.jspecify.annotations.NullMarked;
