// SPDX-License-Identifier: Apache-2.0
/** Options that several commands share, and what they stand for. */
@NullMarked
package io.github.medsam2.cli.given;

import org.jspecify.annotations.NullMarked;
