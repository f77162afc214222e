// SPDX-License-Identifier: Apache-2.0
/** Programs to run and to copy from; each class with a {@code main} is one. */
@NullMarked
package io.github.medsam2.examples;

import org.jspecify.annotations.NullMarked;
