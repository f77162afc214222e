/** Runs programs eagerly on PyTorch through DJL. */
@NullMarked
package io.github.medsam2.engine.torch;

import org.jspecify.annotations.NullMarked;
