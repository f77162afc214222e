// SPDX-License-Identifier: Apache-2.0
/** Pictures of masks. */
@NullMarked
package io.github.medsam2.cli.draw;

import org.jspecify.annotations.NullMarked;
