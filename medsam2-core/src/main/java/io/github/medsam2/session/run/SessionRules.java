// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session.run;

import io.github.medsam2.image.Heading;
import io.github.medsam2.image.MaskCleanup;
import io.github.medsam2.session.MemoryBudget;
import io.github.medsam2.session.MemoryPolicy;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a session goes by.
 *
 * @param policy what objects remember
 * @param budget what may be kept
 * @param cleanup what is mended in every mask
 * @param prefetch whether the next frame is embedded while the present one is tracked
 */
public record SessionRules(
    MemoryPolicy policy, MemoryBudget budget, MaskCleanup cleanup, boolean prefetch) {

  /** The walks that see what was tracked with a heading. */
  Set<Heading> seenBy(Heading heading) {
    return policy.sharedDirections() ? EnumSet.allOf(Heading.class) : EnumSet.of(heading);
  }
}
