// SPDX-License-Identifier: Apache-2.0
/** How every file of the library is written: whole or not at all. */
@NullMarked
package io.github.medsam2.file;

import org.jspecify.annotations.NullMarked;
