// SPDX-License-Identifier: Apache-2.0
/** MetaImage; users go through {@code io.Volumes}. */
@NullMarked
package io.github.medsam2.io.meta;

import org.jspecify.annotations.NullMarked;
