// SPDX-License-Identifier: Apache-2.0
/** Words to numbers: CLIP's byte-pair encoding. */
@NullMarked
package io.github.medsam2.tokens;

import org.jspecify.annotations.NullMarked;
