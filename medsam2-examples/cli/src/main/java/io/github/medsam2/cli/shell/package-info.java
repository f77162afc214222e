// SPDX-License-Identifier: Apache-2.0
/** What all commands have in common: where they write, how they fail, how texts become values. */
@NullMarked
package io.github.medsam2.cli.shell;

import org.jspecify.annotations.NullMarked;
