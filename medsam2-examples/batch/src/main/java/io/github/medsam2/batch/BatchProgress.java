// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.batch;

import io.github.medsam2.batch.run.Outcome;
import java.time.Duration;
import java.util.Optional;

/**
 * How far a batch is.
 *
 * @param last what became of a case just now
 * @param seen cases so far, those done before among them
 * @param total cases of this part of the list
 * @param failed cases so far
 * @param left time that the rest will take, once a case was done
 */
public record BatchProgress(
    Outcome last, long seen, long total, long failed, Optional<Duration> left) {}
