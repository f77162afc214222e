// SPDX-License-Identifier: Apache-2.0
/** What a file is. */
@NullMarked
package io.github.medsam2.cli.inspect;

import org.jspecify.annotations.NullMarked;
