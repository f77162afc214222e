// SPDX-License-Identifier: Apache-2.0
/** How the library's own modules read the JSON files they wrote; not meant for other programs. */
@NullMarked
package io.github.medsam2.json;

import org.jspecify.annotations.NullMarked;
