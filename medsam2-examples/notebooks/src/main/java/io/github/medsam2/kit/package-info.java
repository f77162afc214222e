// SPDX-License-Identifier: Apache-2.0
/** The library in JShell and notebooks: a model at hand, an example, pictures on the screen. */
@NullMarked
package io.github.medsam2.kit;

import org.jspecify.annotations.NullMarked;
