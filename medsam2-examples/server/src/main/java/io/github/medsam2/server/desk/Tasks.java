// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.desk;

import io.github.medsam2.server.batches.ServerBatch;
import io.github.medsam2.server.compute.Jobs;
import io.github.medsam2.server.rounds.ServerRound;
import java.util.Optional;

/**
 * Long work, and what of it is configured.
 *
 * @param jobs what runs
 * @param round with readers
 * @param batch a list of cases
 */
public record Tasks(Jobs jobs, Optional<ServerRound> round, Optional<ServerBatch> batch) {}
