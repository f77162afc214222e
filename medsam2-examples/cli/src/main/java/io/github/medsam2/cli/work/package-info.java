// SPDX-License-Identifier: Apache-2.0
/** What commands do with the library. */
@NullMarked
package io.github.medsam2.cli.work;

import org.jspecify.annotations.NullMarked;
