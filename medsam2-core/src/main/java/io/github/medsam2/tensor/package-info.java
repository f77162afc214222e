/** Shapes, element types and tensors in host memory. Depends on nothing. */
@NullMarked
package io.github.medsam2.tensor;

import org.jspecify.annotations.NullMarked;
