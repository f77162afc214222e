// SPDX-License-Identifier: Apache-2.0
/** How every file of the library is written, whole or not at all, and how much of one is read. */
@NullMarked
package io.github.medsam2.file;

import org.jspecify.annotations.NullMarked;
