// SPDX-License-Identifier: Apache-2.0
/** What a server tells of its work: numbers to an observer, lines to a log; no names of people. */
@NullMarked
package io.github.medsam2.server.watch;

import org.jspecify.annotations.NullMarked;
