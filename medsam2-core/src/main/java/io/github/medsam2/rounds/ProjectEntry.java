// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import java.time.Instant;

/**
 * An event of a project's history.
 *
 * @param n its number, from 1 on
 * @param time when it was written
 */
public record ProjectEntry(long n, Instant time, ProjectEvent event) {}
