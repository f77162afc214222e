// SPDX-License-Identifier: Apache-2.0
/** The commands: each takes a command line apart and asks the library. */
@NullMarked
package io.github.medsam2.cli.command;

import org.jspecify.annotations.NullMarked;
