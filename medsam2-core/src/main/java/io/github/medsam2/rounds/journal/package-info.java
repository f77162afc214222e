// SPDX-License-Identifier: Apache-2.0
/**
 * Files of a project of rounds that are whole whenever the process dies, and who may write them.
 */
@NullMarked
package io.github.medsam2.rounds.journal;

import org.jspecify.annotations.NullMarked;
