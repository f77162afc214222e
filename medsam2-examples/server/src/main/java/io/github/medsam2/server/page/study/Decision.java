// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.page.study;

import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.rounds.Effort;
import java.util.Optional;

/**
 * A mask for which a reader stands.
 *
 * @param label the object, by its segment where it is one
 * @param mask not empty
 * @param prompts on its frame; none where it was followed there
 * @param effort since the last decision
 */
public record Decision(String label, Mask mask, Optional<Prompts> prompts, Effort effort) {}
